//! Needs as a page that a coordinator reads.

use std::{collections::BTreeSet, fmt};

use super::{Balance, Headcount, HourNeed, LanguageNeed, Needs, NeighbourhoodNeed, Side, SkillNeed, Topic};
use crate::people::{Cefr, Importance, Weekday};

/// How many items of a subject are told; nobody recruits for more at once.
const TOLD: usize = 8;
/// How many vacancies are told.
const VACANCIES: usize = 3;

fn counted(count: u64, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

fn mentees(count: u64) -> String {
    counted(count, "mentee", "mentees")
}

fn mentors(count: u64) -> String {
    counted(count, "mentor", "mentors")
}

/// `5 mentees`, with their places where these are more.
fn asking(count: Headcount) -> String {
    let people = mentees(count.people);
    if count.people == count.places { people } else { format!("{people} ({} places)", count.places) }
}

fn places(count: u64) -> String {
    counted(count, "place", "places")
}

fn are(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn verb<'a>(count: u64, one: &'a str, several: &'a str) -> &'a str {
    if count == 1 { one } else { several }
}

/// `2 mentees and 1 mentor`, without a side of which there is nobody.
fn both(asked: u64, offered: u64) -> String {
    match (asked, offered) {
        (asked, 0) => mentees(asked),
        (0, offered) => mentors(offered),
        (asked, offered) => format!("{} and {}", mentees(asked), mentors(offered)),
    }
}

/// `4 places are offered: 8 are missing.`
fn lack(balance: &Balance) -> String {
    let (offered, missing) = (balance.offered.places, balance.missing());
    let sure = balance.missing_at_least();
    let offered = format!("{} {} offered", places(offered), are(offered));
    let missing = match missing {
        0 => "that is enough".to_owned(),
        missing => format!("{missing} {} missing", are(missing)),
    };
    match sure {
        sure if sure == balance.missing() => format!("{offered}: {missing}."),
        0 => format!("{offered}: {missing} (none for sure)."),
        sure => format!("{offered}: {missing} ({sure} for sure)."),
    }
}

/// The items with a lack, and how many of them are not told.
fn lacking<N>(topic: &Topic<N>, balance: impl Fn(&N) -> Balance) -> (Vec<&N>, usize) {
    let all: Vec<&N> = topic.needs.iter().filter(|need| balance(need).missing() > 0).collect();
    let untold = all.len().saturating_sub(TOLD);
    (all.into_iter().take(TOLD).collect(), untold)
}

impl<N> Topic<N> {
    /// What closes a subject: what was left out, who is not reached, who did not say. `alone` is what the unreached do, of
    /// one and of several.
    fn close(&self, f: &mut fmt::Formatter<'_>, told: usize, untold: usize, alone: [&str; 2]) -> fmt::Result {
        if told == 0 {
            writeln!(f, "  Nothing is missing by what people said.")?;
        }
        if untold > 0 {
            writeln!(f, "  And so on: {untold} more with places missing.")?;
        }
        let unreached = self.unreached;
        if unreached.people > 0 {
            let [one, several] = alone;
            writeln!(f, "  {} {}.", asking(unreached), verb(unreached.people, one, several))?;
        }
        let (asked, offered) = (self.mentees.blank, self.mentors.blank);
        if asked.people + offered.people > 0 {
            let held =
                if offered.people > 0 { format!(" ({})", places(offered.places)) } else { String::new() };
            writeln!(f, "  Left blank by {}{held}.", both(asked.people, offered.people))?;
        }
        Ok(())
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (asked, offered) = (self.mentees.open, self.mentors.open);
        writeln!(f, "Needs on {}", self.on)?;
        if asked.people + offered.people == 0 {
            writeln!(f, "Nobody asks for a place and nobody offers one.")?;
            return not_counted(f, self.mentees, self.mentors);
        }
        writeln!(
            f,
            "{} {} for {}, {} {} {}: {}",
            mentees(asked.people),
            verb(asked.people, "asks", "ask"),
            places(asked.places),
            mentors(offered.people),
            verb(offered.people, "offers", "offer"),
            offered.places,
            match self.balance().missing() {
                0 => "enough in all.".to_owned(),
                missing => format!("{missing} {} missing.", are(missing)),
            }
        )?;
        not_counted(f, self.mentees, self.mentors)?;
        let blanks =
            [self.skills.mentors, self.languages.mentors, self.neighbourhoods.mentors, self.hours.mentors];
        if blanks.iter().any(|answers| answers.blank.people > 0) {
            writeln!(f, "For sure: even if every mentor who left something blank could help.")?;
        }
        self.skills.tell(f)?;
        self.languages.tell(f)?;
        self.neighbourhoods.tell(f)?;
        self.hours.tell(f)?;
        self.tell_vacancies(f)
    }
}

fn not_counted(f: &mut fmt::Formatter<'_>, asked: Side, offered: Side) -> fmt::Result {
    if asked.away + offered.away > 0 {
        writeln!(f, "Not counted, being away: {}.", both(asked.away, offered.away))?;
    }
    if asked.full + offered.full > 0 {
        writeln!(f, "Not counted, without a place left: {}.", both(asked.full, offered.full))?;
    }
    Ok(())
}

impl Needs {
    fn tell_vacancies(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.vacancies.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nWho would help most (counted, not proved by planning again)")?;
        for (at, vacancy) in self.vacancies.iter().take(VACANCIES).enumerate() {
            let (skill, home) = (vacancy.skill(), vacancy.neighbourhood());
            let Balance { asked, offered, .. } = vacancy.balance();
            let there = places(offered.places);
            writeln!(f, "  {}. {skill} in {home}: {}, {there}.", at + 1, asking(asked))?;
        }
        Ok(())
    }
}

impl Topic<SkillNeed> {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nSkills (a place counts for every skill its mentor offers: do not add them up)")?;
        let (told, untold) = lacking(self, SkillNeed::balance);
        let short_of_level = |need: &&SkillNeed| need.hardest_level().is_some();
        let others = self.needs.iter().filter(|need| need.balance().missing() == 0).filter(short_of_level);
        let others: Vec<_> = others.take(TOLD).collect();
        for need in told.iter().chain(&others) {
            writeln!(f, "  {need}")?;
        }
        let alone = "named only skills that nobody offers";
        self.close(f, told.len() + others.len(), untold, [alone; 2])
    }
}

impl fmt::Display for SkillNeed {
    /// One sentence, and a second one where a level is missing: `12 mentees want cooking, 4 places are offered: 8 are
    /// missing.`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let balance = self.balance();
        let want = verb(balance.asked.people, "wants", "want");
        write!(f, "{} {want} {}", asking(balance.asked), self.skill())?;
        let above_all = self.asked_by_importance(Importance::MAX).people;
        if (1..balance.asked.people).contains(&above_all) {
            write!(f, " ({above_all} above all)")?;
        }
        write!(f, ", {}", lack(&balance))?;
        if let Some(level) = self.hardest_level() {
            let at_level = self.at_level(level);
            write!(f, " From level {}: {} asked, {}", level.get(), at_level.asked.places, lack(&at_level))?;
        }
        Ok(())
    }
}

impl Topic<LanguageNeed> {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nLanguages (missing for those who speak no other)")?;
        let (told, untold) = lacking(self, LanguageNeed::balance);
        for need in &told {
            writeln!(f, "  {need}")?;
        }
        let alone = ["shares no language with any mentor", "share no language with any mentor"];
        self.close(f, told.len(), untold, alone)
    }
}

impl fmt::Display for LanguageNeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let balance = self.balance();
        let speak = verb(balance.asked.people, "speaks", "speak");
        write!(f, "{} {speak} only {}, {}", asking(balance.asked), self.language(), lack(&balance))?;
        let well = self.at_level(Cefr::B1).offered.places;
        if balance.offered.places > 0 {
            write!(f, " Of these {well} {} known to be at B1 or better.", are(well))?;
        }
        if self.best().people > self.only().people {
            write!(f, " It is the best language of {}.", mentees(self.best().people))?;
        }
        Ok(())
    }
}

impl Topic<NeighbourhoodNeed> {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nNeighbourhoods (who lives there, however far people travel)")?;
        let (told, untold) = lacking(self, NeighbourhoodNeed::balance);
        for need in &told {
            writeln!(f, "  {need}")?;
        }
        let alone = ["lives where no mentor with a place lives", "live where no mentor with a place lives"];
        self.close(f, told.len(), untold, alone)
    }
}

impl fmt::Display for NeighbourhoodNeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let balance = self.balance();
        let live = verb(balance.asked.people, "lives", "live");
        write!(f, "{} {live} in {}, {}", asking(balance.asked), self.neighbourhood(), lack(&balance))
    }
}

impl Topic<HourNeed> {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nHours (places asked / offered by those free for the whole hour)")?;
        let hours: BTreeSet<u16> = self.needs.iter().map(HourNeed::hour).collect();
        if !hours.is_empty() {
            write!(f, "       ")?;
            Weekday::ALL.into_iter().try_for_each(|day| write!(f, "{:>11}", day.short()))?;
            writeln!(f)?;
        }
        for hour in hours {
            write!(f, "  {hour:02}:00")?;
            for day in Weekday::ALL {
                let told = |need: &HourNeed| {
                    let Balance { asked, offered, .. } = need.balance();
                    format!("{} / {}", asked.places, offered.places)
                };
                let cell = self.at(day, hour).map_or_else(|| "·".to_owned(), told);
                write!(f, "{cell:>11}")?;
            }
            writeln!(f)?;
        }
        let (told, untold) = lacking(self, HourNeed::balance);
        if let Some(hardest) = told.first() {
            writeln!(f, "  {hardest}")?;
        }
        let untold = untold + told.len().saturating_sub(1);
        let alone = ["shares no minute with any mentor", "share no minute with any mentor"];
        self.close(f, told.len(), untold, alone)
    }
}

impl fmt::Display for HourNeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let balance = self.balance();
        let (day, hour) = (self.day().short(), self.hour());
        let are = are(balance.asked.people);
        write!(f, "{day} {hour:02}:00: {} {are} free, {}", asking(balance.asked), lack(&balance))
    }
}
