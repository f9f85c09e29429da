//! The catalogue: what each indicator is, in both languages, with unit, method and version.
//!
//! A report quotes the identifier and the version, so that two years can be compared or are known not to be.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What an indicator is. The catalogue is [`Indicator::ALL`].
///
/// ```
/// use mentorship::impact::Indicator;
///
/// let definition = Indicator::Retention.definition();
/// assert_eq!((definition.id, definition.version), ("length.retention", 1));
/// assert_eq!(definition.name_nl, "Koppels die het zo lang volhielden");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its identifier, which stays.
    pub id: &'static str,
    /// Raised when it is computed in another way.
    pub version: u16,
    /// Its name in English.
    pub name_en: &'static str,
    /// Its name in Dutch.
    pub name_nl: &'static str,
    /// What its value is measured in.
    pub unit: Unit,
    /// Which way is better, where one is.
    pub direction: Direction,
    /// What is counted in its `n`.
    pub level: Level,
    /// Fewer than this many carry the caveat that they are few.
    pub minimum: u64,
    /// How its interval is found.
    pub method: Method,
}

/// What a value is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share, from 0 to 1; shown in per cent.
    Share,
    /// A difference of two shares, from −1 to 1; shown in percentage points.
    ShareDifference,
    /// So many of them.
    Count,
    /// Days.
    Days,
    /// Times in 30 days.
    PerMonth,
    /// Minutes.
    Minutes,
    /// Points of the scale that was asked.
    Points,
    /// Points between −100 and 100.
    NetPoints,
    /// Standard deviations.
    Deviations,
    /// Points of a scale with mean 50 and standard deviation 10.
    TScore,
    /// A coefficient, at most 1.
    Coefficient,
    /// A probability that chance alone does as much.
    Probability,
    /// Money, in cents of the currency that it speaks of.
    Cents,
    /// Months.
    Months,
    /// Hours.
    Hours,
    /// Steps from one to the next who knows them.
    Steps,
    /// So many of them, of which a part counts.
    Number,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Neither, or it depends on what is asked.
    Neither,
}

/// What is counted in an `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// People.
    Person,
    /// Pairings.
    Pairing,
    /// Responses that were due.
    Response,
    /// Answers to single items.
    Answer,
    /// Meetings.
    Meeting,
    /// Talks of the programme with a pair.
    CheckIn,
    /// What one of a pair said to the other.
    Remark,
    /// Talks and observations that were coded.
    Talk,
    /// Whether a theme is in a passage, decided by several coders.
    Decision,
    /// Ties from one person to another.
    Tie,
    /// Businesses of one's own.
    Business,
    /// Those who give or pay money.
    Funder,
    /// Payments out.
    Expense,
    /// Months.
    Month,
}

/// How an interval is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// No interval: everybody was counted.
    Census,
    /// Wilson's score interval.
    Wilson,
    /// Newcombe's hybrid score interval of a difference.
    Newcombe,
    /// Greenwood's variance on the log-log scale.
    LogLog,
    /// The log-log band, read the other way.
    InvertedBand,
    /// Greenwood's variance, normal.
    Greenwood,
    /// Student's t.
    StudentT,
    /// Welch's t.
    Welch,
    /// The noncentral t, inverted.
    NoncentralT,
    /// Feldt's F.
    Feldt,
    /// The adjusted Wald interval.
    AdjustedWald,
    /// Resampling whole pairings, streets, or whatever was drawn at once.
    Bootstrap,
    /// A test: its value is the probability.
    Test,
    /// The standard error, normal.
    Normal,
    /// Leaving out one after another.
    Jackknife,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident: $id:literal $version:literal, $en:literal, $nl:literal,
       $unit:ident, $direction:ident, $level:ident, $minimum:literal, $method:ident;)*) => {
        /// The indicators of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Indicator {
            $($(#[$doc])* $name,)*
        }

        impl Indicator {
            /// All of them, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is.
            pub const fn definition(self) -> Definition {
                match self {
                    $(Self::$name => Definition {
                        id: $id,
                        version: $version,
                        name_en: $en,
                        name_nl: $nl,
                        unit: Unit::$unit,
                        direction: Direction::$direction,
                        level: Level::$level,
                        minimum: $minimum,
                        method: Method::$method,
                    },)*
                }
            }
        }
    };
}

// One row an indicator. Where many rows differ only in their words, a table reads better than as many matches.
catalogue! {
    /// Distinct people with an active pairing in the period.
    Served: "participation.served" 1, "People who took part", "Deelnemers", Count, Higher, Person, 1, Census;
    /// Of those who came to a step, the share that came to the next.
    FunnelStep: "participation.funnel_step" 1, "Went on to the next step", "Ging door naar de volgende stap", Share, Higher, Person, 10, Wilson;
    /// Of those who came to the first step, the share that came this far.
    FunnelReached: "participation.funnel_reached" 1, "Came this far", "Kwam tot hier", Share, Higher, Person, 10, Wilson;
    /// Mentees ever matched, of mentees ever ready.
    EverMatched: "participation.ever_matched" 1, "Mentees ever matched, of those ever ready", "Mentees ooit gekoppeld, van wie ooit klaar was", Share, Higher, Person, 10, Wilson;
    /// Mentees matched today, of mentees who are here and ready today.
    MatchedNow: "participation.matched_now" 1, "Mentees matched today, of those here today", "Mentees nu gekoppeld, van wie er nu is", Share, Higher, Person, 10, Wilson;
    /// Days until half of the mentees were matched, those still waiting counted as such.
    Waiting: "participation.waiting" 1, "Days until half are matched", "Dagen tot de helft gekoppeld is", Days, Lower, Person, 10, InvertedBand;
    /// Places in use, of places that mentors offer today.
    Utilisation: "participation.utilisation" 1, "Mentors' places in use", "Bezette plaatsen bij mentoren", Share, Neither, Person, 1, Census;
    /// Mentors with nobody today.
    IdleMentors: "participation.idle" 1, "Mentors with nobody today", "Mentoren zonder mentee", Count, Neither, Person, 1, Census;
    /// Mentors with more mentees today than they have places.
    OverloadedMentors: "participation.overloaded" 1, "Mentors with more than they have room for", "Mentoren met meer dan zij aankunnen", Count, Lower, Person, 1, Census;
    /// Mentors with a second pairing, of those whose first has ended.
    MentorReturn: "participation.mentor_return" 1, "Mentors who begin again, of those who finished once", "Mentoren die opnieuw beginnen", Share, Higher, Person, 10, Wilson;

    /// Agreed periods with a meeting, of all complete agreed periods.
    Adherence: "delivery.adherence" 1, "Agreed periods with a meeting", "Afgesproken periodes met een ontmoeting", Share, Higher, Pairing, 10, Bootstrap;
    /// The same share for each pairing, and the mean of those.
    AdherenceByPairing: "delivery.adherence_by_pairing" 1, "Agreed periods with a meeting, the mean over pairings", "Afgesproken periodes met een ontmoeting, gemiddeld over koppels", Share, Higher, Pairing, 10, StudentT;
    /// Meetings in 30 active days.
    Intensity: "delivery.intensity" 1, "Meetings in 30 days", "Ontmoetingen per 30 dagen", PerMonth, Neither, Pairing, 10, Bootstrap;
    /// Minutes of a meeting.
    MeetingMinutes: "delivery.minutes" 1, "Minutes of a meeting", "Minuten per ontmoeting", Minutes, Neither, Pairing, 10, Bootstrap;
    /// The longest while without a meeting, the median over pairings.
    LongestGap: "delivery.longest_gap" 1, "Longest while without a meeting, half are below", "Langste tijd zonder ontmoeting, helft zit eronder", Days, Lower, Pairing, 10, Census;
    /// How running pairings fare.
    Health: "delivery.health" 1, "Running pairings", "Lopende koppels", Count, Neither, Pairing, 1, Census;
    /// Check-ins held within a week of the day they were due.
    CheckInsOnTime: "delivery.check_ins" 1, "Check-ins held in time", "Contactmomenten op tijd", Share, Higher, CheckIn, 10, Wilson;
    /// Goal attainment, the mean over mentees.
    GoalAttainment: "delivery.goal_attainment" 1, "Goals attained (50 is as expected)", "Doelen bereikt (50 is zoals verwacht)", TScore, Higher, Person, 10, StudentT;

    /// Pairings that lasted at least so long.
    Retention: "length.retention" 1, "Pairings that lasted so long", "Koppels die het zo lang volhielden", Share, Higher, Pairing, 10, LogLog;
    /// The same of those who could have.
    CohortRetention: "length.cohort_retention" 1, "Lasted so long, of those begun long enough ago", "Hield het zo lang vol, van wie lang genoeg geleden begon", Share, Higher, Pairing, 10, Wilson;
    /// The day by which a share of the pairings has ended.
    LengthQuantile: "length.quantile" 1, "Days after which this share has ended", "Dagen waarna dit deel gestopt is", Days, Neither, Pairing, 10, InvertedBand;
    /// The mean length up to a horizon.
    RestrictedMean: "length.restricted_mean" 1, "Mean length up to the horizon", "Gemiddelde duur tot de horizon", Days, Neither, Pairing, 10, Greenwood;
    /// Pairings ended for a reason within a length.
    ClosureReason: "length.closure" 1, "Ended within this time", "Gestopt binnen deze tijd", Share, Neither, Pairing, 10, LogLog;
    /// Pairings ended early before the length they agreed on.
    EarlyClosure: "length.early" 1, "Ended early, before the agreed length", "Vroegtijdig gestopt, voor de afgesproken duur", Share, Lower, Pairing, 10, LogLog;
    /// Pairings that never met.
    NeverMet: "length.never_met" 1, "Pairings that never met", "Koppels die elkaar nooit ontmoetten", Share, Lower, Pairing, 10, Wilson;
    /// Whether lengths differ between groups.
    LengthDiffers: "length.differs" 1, "Chance that lengths differ so much between groups by luck", "Kans dat de duur tussen groepen door toeval zo verschilt", Probability, Neither, Pairing, 20, Test;
    /// The difference of the mean length up to a horizon between two groups.
    LengthDifference: "length.difference" 1, "Difference of mean length between groups", "Verschil in gemiddelde duur tussen groepen", Days, Neither, Pairing, 20, Greenwood;

    /// Promoters less detractors.
    NetPromoter: "voice.net_promoter" 1, "Net promoter score", "Net promoter score", NetPoints, Higher, Person, 10, AdjustedWald;
    /// Satisfied or very satisfied.
    Satisfied: "voice.satisfied" 1, "Satisfied or very satisfied", "Tevreden of zeer tevreden", Share, Higher, Person, 10, Wilson;
    /// The difference of the satisfied share between two groups.
    SatisfiedDifference: "voice.satisfied_difference" 1, "Difference of the satisfied share", "Verschil in tevredenheid", ShareDifference, Neither, Person, 20, Newcombe;
    /// The mean of a scale.
    ScaleScore: "voice.score" 1, "Mean score", "Gemiddelde score", Points, Neither, Person, 10, StudentT;
    /// How far the items of a scale agree.
    Alpha: "voice.alpha" 1, "Reliability of the scale (Cronbach's alpha)", "Betrouwbaarheid van de schaal (Cronbachs alfa)", Coefficient, Higher, Person, 20, Feldt;
    /// How the two of a pair see it, the mentee's score less the mentor's.
    ViewsApart: "voice.views_apart" 1, "Mentee's score less mentor's", "Score mentee min mentor", Points, Neither, Pairing, 10, StudentT;

    /// The mean change of the same people.
    MeanChange: "growth.change" 1, "Mean change of the same people", "Gemiddelde verandering van dezelfde mensen", Points, Neither, Person, 10, StudentT;
    /// The change in standard deviations of the change.
    StandardisedChange: "growth.d_z" 1, "Change in standard deviations of the change", "Verandering in standaarddeviaties van de verandering", Deviations, Neither, Person, 10, NoncentralT;
    /// The change in standard deviations of the scores, corrected for small n.
    ChangeForReporting: "growth.g_av" 1, "Change in standard deviations of the scores", "Verandering in standaarddeviaties van de scores", Deviations, Neither, Person, 10, Census;
    /// Whether ranks moved.
    RankTest: "growth.wilcoxon" 1, "Chance that answers move so much by luck", "Kans dat antwoorden door toeval zo verschuiven", Probability, Neither, Person, 6, Test;
    /// How far ranks moved, from −1 to 1.
    RankChange: "growth.rank_biserial" 1, "Rank change, from -1 to 1", "Rangverandering, van -1 tot 1", Coefficient, Neither, Person, 6, Census;
    /// People whose score became better.
    Improved: "growth.improved" 1, "Better than before", "Beter dan eerst", Share, Higher, Person, 10, Wilson;
    /// People who changed by more than the scale's error.
    ReliablyImproved: "growth.reliably_improved" 1, "Clearly better than before", "Duidelijk beter dan eerst", Share, Higher, Person, 10, Wilson;
    /// People who changed for the worse by more than the scale's error.
    ReliablyWorse: "growth.reliably_worse" 1, "Clearly worse than before", "Duidelijk slechter dan eerst", Share, Lower, Person, 10, Wilson;
    /// The difference between two groups' changes.
    ChangeDifference: "growth.difference" 1, "Difference between two groups' change", "Verschil in verandering tussen twee groepen", Points, Neither, Person, 20, Welch;
    /// The same in standard deviations, corrected for small n.
    ChangeDifferenceG: "growth.hedges_g" 1, "Difference between two groups' change, in standard deviations", "Verschil in verandering tussen twee groepen, in standaarddeviaties", Deviations, Neither, Person, 20, NoncentralT;
    /// People who have a milestone now and did not when they began, less the other way round.
    MilestoneGain: "growth.milestone" 1, "Have it now, more than at the start", "Heeft het nu, meer dan bij de start", ShareDifference, Higher, Person, 10, Newcombe;
    /// Whether as many lost a milestone as gained it.
    MilestoneTest: "growth.milestone_test" 1, "Chance that gains outnumber losses so much by luck", "Kans dat winst en verlies door toeval zo verschillen", Probability, Neither, Person, 10, Test;

    /// People with a theme, of all who were heard.
    Theme: "evidence.theme" 1, "People with this theme, of those heard", "Mensen met dit thema, van wie gehoord is", Share, Neither, Person, 5, Wilson;
    /// How far two coders agree beyond chance.
    CoderKappa: "evidence.kappa" 1, "Agreement of two coders (Cohen's kappa)", "Overeenstemming van twee codeurs (Cohens kappa)", Coefficient, Higher, Decision, 10, Normal;
    /// How far all coders agree beyond chance.
    CoderAlpha: "evidence.alpha" 1, "Agreement of all coders (Krippendorff's alpha)", "Overeenstemming van alle codeurs (Krippendorffs alfa)", Coefficient, Higher, Decision, 10, Census;
    /// Themes that the last three sources brought up for the first time.
    Saturation: "evidence.saturation" 1, "New themes in the last three talks", "Nieuwe thema's in de laatste drie gesprekken", Count, Lower, Talk, 6, Census;
    /// Remarks on strengths, of all remarks.
    Strengths: "evidence.strengths" 1, "Remarks on strengths, of all remarks", "Opmerkingen over sterke punten", Share, Neither, Remark, 1, Census;

    /// How people judge living together, from 0 to 10.
    Cohesion: "community.cohesion" 1, "Living together, from 0 to 10", "Samenleven, van 0 tot 10", Points, Higher, Person, 10, StudentT;
    /// Neighbours whose answers to the survey came, of those asked.
    SurveyResponse: "community.response" 1, "Neighbours who answered the survey", "Buren die de enquête beantwoordden", Share, Higher, Person, 10, Wilson;
    /// Ties to other groups less ties within, of all ties.
    TieBalance: "community.tie_balance" 1, "Ties to other groups less ties within, from -1 to 1", "Banden met andere groepen min die binnen de groep, van -1 tot 1", Coefficient, Neither, Tie, 10, Census;
    /// Whether chance alone, with labels dealt out anew, balances ties so.
    TieBalanceTest: "community.tie_balance_test" 1, "Chance that ties are balanced so by luck", "Kans dat banden door toeval zo verdeeld zijn", Probability, Neither, Tie, 10, Test;
    /// Ties between groups that are there, of those that could be.
    Bridging: "community.bridging" 1, "Ties between groups, of those that could be", "Banden tussen groepen, van wat mogelijk is", Share, Higher, Tie, 10, Census;
    /// Ties within groups that are there, of those that could be.
    DensityWithin: "community.density_within" 1, "Ties within groups, of those that could be", "Banden binnen groepen, van wat mogelijk is", Share, Neither, Tie, 10, Census;
    /// Ties that are there, of those that could be.
    Density: "community.density" 1, "Ties, of those that could be", "Banden, van wat mogelijk is", Share, Neither, Tie, 10, Census;
    /// Whether like knows like, by group.
    Assortativity: "community.assortativity" 1, "Like knows like (Newman's assortativity)", "Soort zoekt soort (assortativiteit van Newman)", Coefficient, Neither, Tie, 10, Jackknife;
    /// Whether like knows like, by year of birth.
    AgeAssortativity: "community.age_assortativity" 1, "Those of an age know each other (assortativity by age)", "Leeftijdgenoten kennen elkaar (assortativiteit naar leeftijd)", Coefficient, Neither, Tie, 10, Jackknife;
    /// Ties between people at least 25 years apart.
    OldAndYoung: "community.old_and_young" 1, "Ties between people 25 years apart or more", "Banden tussen mensen die 25 jaar of meer schelen", Share, Higher, Tie, 10, Wilson;
    /// Ties that are told from both sides.
    Reciprocity: "community.reciprocity" 1, "Ties told from both sides", "Banden die van twee kanten genoemd worden", Share, Higher, Tie, 10, Census;
    /// How many of one's contacts know each other, the mean over people.
    Clustering: "community.clustering" 1, "Contacts who know each other, the mean over people", "Contacten die elkaar kennen, gemiddeld per persoon", Share, Neither, Person, 10, Census;
    /// Of all pairs of ties at one person, those that a third closes.
    Transitivity: "community.transitivity" 1, "Contacts of contacts who are contacts too", "Contacten van contacten die ook contacten zijn", Share, Neither, Person, 10, Census;
    /// Parts without a tie between them.
    Components: "community.components" 1, "Parts without a tie between them", "Delen zonder band ertussen", Count, Lower, Person, 10, Census;
    /// People in the largest part.
    LargestPart: "community.largest_part" 1, "People in the largest connected part", "Mensen in het grootste verbonden deel", Share, Higher, Person, 10, Census;
    /// People without a tie.
    Isolates: "community.isolates" 1, "People without a tie", "Mensen zonder band", Count, Lower, Person, 10, Census;
    /// People without whom a part would fall apart.
    Bridges: "community.bridges" 1, "People without whom a part would fall apart", "Mensen zonder wie een deel uiteenvalt", Count, Neither, Person, 10, Census;
    /// Steps between two people who can reach each other, the mean.
    Distance: "community.distance" 1, "Steps from one person to another, the mean", "Stappen van de een naar de ander, gemiddeld", Steps, Lower, Person, 10, Census;
    /// Pairs of people who can reach each other, of all pairs.
    Reach: "community.reach" 1, "Pairs of people who can reach each other", "Paren mensen die elkaar kunnen bereiken", Share, Higher, Person, 10, Census;
    /// Newcomers with a tie to somebody who is not one.
    NewcomersConnected: "community.newcomers_connected" 1, "Newcomers with a tie to somebody established", "Nieuwkomers met een band met een gevestigde", Share, Higher, Person, 10, Wilson;
    /// Newcomers in the largest connected part.
    NewcomersReached: "community.newcomers_reached" 1, "Newcomers in the largest connected part", "Nieuwkomers in het grootste verbonden deel", Share, Higher, Person, 10, Wilson;

    /// People who have something of an area of life now and had nothing when they began, less the other way round.
    AreaGain: "integration.area" 1, "Take part in this area of life now, more than at the start", "Doet nu mee op dit gebied, meer dan bij de start", ShareDifference, Higher, Person, 10, Newcombe;
    /// Whether as many lost it as gained it.
    AreaTest: "integration.area_test" 1, "Chance that as many more take part by luck", "Kans dat er door toeval zoveel meer meedoen", Probability, Neither, Person, 10, Test;
    /// People who reach a milestone within a time from their first pairing, of those without it then.
    MilestoneReached: "integration.reached" 1, "Reach it within this time, of those who begin without", "Bereikt het binnen deze tijd, van wie zonder begint", Share, Higher, Person, 10, LogLog;
    /// Days from the first pairing until half have reached it.
    MilestoneTime: "integration.time" 1, "Days until half have reached it", "Dagen tot de helft het bereikt heeft", Days, Lower, Person, 10, InvertedBand;
    /// Businesses that exist for so long.
    BusinessSurvival: "integration.business" 1, "Businesses that exist for so long", "Ondernemingen die zo lang bestaan", Share, Higher, Business, 10, LogLog;

    /// Money that came in.
    Received: "money.received" 1, "Money that came in", "Inkomsten", Cents, Neither, Funder, 1, Census;
    /// Money that was spent.
    Spent: "money.spent" 1, "Money spent", "Uitgaven", Cents, Neither, Expense, 1, Census;
    /// The sum of the squared shares of funders.
    Concentration: "money.concentration" 1, "Concentration of funding (Herfindahl-Hirschman)", "Concentratie van inkomsten (Herfindahl-Hirschman)", Coefficient, Neither, Funder, 1, Census;
    /// The same from 0, all alike, to 1, one funder.
    NormalisedConcentration: "money.concentration_normalised" 1, "Concentration of funding, from 0 (all alike) to 1 (one funder)", "Concentratie van inkomsten, van 0 (allen gelijk) tot 1 (een financier)", Coefficient, Neither, Funder, 2, Census;
    /// As many funders of equal size would concentrate it so.
    EffectiveFunders: "money.effective_funders" 1, "Funders, had all given alike (one over the concentration)", "Financiers, als allen evenveel gaven", Number, Higher, Funder, 1, Census;
    /// Shannon's entropy of the shares.
    FundingDiversity: "money.diversity" 1, "Diversity of funding (Shannon)", "Diversiteit van inkomsten (Shannon)", Number, Higher, Funder, 1, Census;
    /// The largest funder's share.
    LargestFunder: "money.largest_share" 1, "Share of the largest funder", "Aandeel van de grootste financier", Share, Neither, Funder, 1, Census;
    /// Free money, over what goes out of it a month more than comes in.
    Runway: "money.runway" 1, "Months that free money lasts", "Maanden dat vrij geld toereikt", Months, Higher, Month, 1, Census;
    /// Free money, over what goes out of it a month.
    RunwayGross: "money.runway_gross" 1, "Months that free money lasts if nothing comes in", "Maanden dat vrij geld toereikt zonder inkomsten", Months, Higher, Month, 1, Census;
    /// The same without what the largest funder gave.
    RunwayWithoutLargest: "money.runway_without_largest" 1, "Months that free money lasts without the largest funder", "Maanden dat vrij geld toereikt zonder de grootste financier", Months, Higher, Month, 1, Census;
    /// Hours that volunteers gave.
    VolunteerHours: "money.volunteer_hours" 1, "Hours that volunteers gave", "Uren van vrijwilligers", Hours, Neither, Person, 1, Census;
    /// Costs for each pairing that was active.
    CostPerPairing: "money.per_pairing" 1, "Costs of a pairing", "Kosten per koppel", Cents, Lower, Pairing, 10, Census;
    /// Costs for each pairing that was completed.
    CostPerCompleted: "money.per_completed" 1, "Costs of a completed pairing", "Kosten per voltooid koppel", Cents, Lower, Pairing, 10, Census;
    /// Costs for each 30 days of a pairing.
    CostPerMonth: "money.per_pairing_month" 1, "Costs of 30 days of a pairing", "Kosten per 30 dagen koppel", Cents, Lower, Pairing, 10, Census;
    /// Costs for each person clearly better than before.
    CostPerImproved: "money.per_improved" 1, "Costs for each person clearly better than before", "Kosten per persoon die duidelijk vooruitging", Cents, Lower, Person, 10, Census;

    /// Responses that came, of those that were due.
    ResponseRate: "quality.response" 1, "Answers that came, of those due", "Antwoorden binnen, van wat gevraagd is", Share, Higher, Response, 10, Wilson;
    /// Answers left blank, in responses that came.
    BlankItems: "quality.blank" 1, "Items left blank", "Vragen opengelaten", Share, Lower, Answer, 10, Census;
    /// Responses with one and the same answer to all items of which some are reversed.
    StraightLining: "quality.straight_lining" 1, "The same answer to everything", "Overal hetzelfde antwoord", Share, Lower, Response, 10, Census;
    /// Those who did not answer again compared with those who did, at the start.
    BaselineGap: "quality.baseline_gap" 1, "Start of those who answered again, less the others'", "Start van wie opnieuw antwoordde, min de anderen", Deviations, Neither, Person, 20, Census;
    /// People with a first answer and no second.
    Attrition: "quality.attrition" 1, "Answered first and not again", "Wel eerst geantwoord, niet daarna", Share, Lower, Person, 10, Wilson;
    /// Meetings noted down more than a fortnight later.
    LoggedLate: "quality.logged_late" 1, "Meetings noted down over two weeks later", "Ontmoetingen ruim twee weken later genoteerd", Share, Lower, Meeting, 10, Census;
    /// Meetings that look like another of the same pair on the same day.
    Duplicates: "quality.duplicates" 1, "Meetings that may stand there twice", "Ontmoetingen die er dubbel kunnen staan", Count, Lower, Meeting, 1, Census;
}

impl<'de> Deserialize<'de> for Indicator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = <Cow<'de, str>>::deserialize(deserializer)?;
        let known = Self::ALL.iter().find(|indicator| indicator.definition().id == id);
        known.copied().ok_or_else(|| de::Error::custom(format!("no figure is called `{id}`")))
    }
}

impl Serialize for Indicator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.definition().id)
    }
}

impl Level {
    /// So many of them, in words: “1 person”, “2 people”.
    pub fn count(self, n: u64) -> String {
        let many = self.to_string();
        match (n, self) {
            (1, Self::Person) => "1 person".to_owned(),
            (1, Self::Business) => "1 business".to_owned(),
            (1, _) => format!("1 {}", many.trim_end_matches('s')),
            _ => format!("{n} {many}"),
        }
    }
}

impl fmt::Display for Level {
    /// Many of them, in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "people",
            Self::Pairing => "pairings",
            Self::Response => "responses",
            Self::Answer => "answers",
            Self::Meeting => "meetings",
            Self::CheckIn => "check-ins",
            Self::Remark => "remarks",
            Self::Talk => "talks",
            Self::Decision => "decisions",
            Self::Tie => "ties",
            Self::Business => "businesses",
            Self::Funder => "funders",
            Self::Expense => "payments",
            Self::Month => "months",
        })
    }
}
