//! What it changed, for whom, and how sure we are.
//!
//! A checked [`Record`](crate::feedback::Record) comes in, as of a day ([`Snapshot`]); [`Figures`] go out, each an
//! [`Estimate`]: a value with its limits, of how many, how many are missing, which definition, and what to keep in mind.
//! Between them lie [`Tallies`], which are stored, sent and merged, so that neighbourhoods, a town and a region have figures
//! that fit each other.
//!
//! ```
//! use mentorship::{
//!     feedback::{Facts, Record},
//!     impact::{About, AsOf, Days, Figures, Indicator, Snapshot},
//!     jiff::civil::date,
//! };
//!
//! let facts: Facts = serde_json::from_str(r#"{
//!     "enrolments": [
//!         { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05", "places": 3 },
//!         { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" },
//!         { "person": "P-3", "role": "mentee", "enrolled": "2026-01-12" },
//!         { "person": "P-4", "role": "mentee", "enrolled": "2026-01-12" }
//!     ],
//!     "pairings": [
//!         { "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02", "planned_days": 180,
//!           "every_days": 14, "ended": { "on": "2026-03-30", "closure": "early" } },
//!         { "agreement": "A-2", "mentor": "P-1", "mentee": "P-3", "started": "2026-02-02", "planned_days": 180,
//!           "every_days": 14 },
//!         { "agreement": "A-3", "mentor": "P-1", "mentee": "P-4", "started": "2026-03-30", "planned_days": 180,
//!           "every_days": 14 }
//!     ]
//! }"#)?;
//! let record = Record::new(facts)?;
//! let figures = Figures::of(&Snapshot::new(&record, AsOf::new(date(2026, 6, 1))));
//!
//! let three_months = About::Length(Days::new(90)?);
//! let lasted = figures.get(Indicator::Retention, &[three_months]).expect("it is always told");
//! assert_eq!(
//!     lasted.to_string(),
//!     "Pairings that lasted so long (90 days): 66.7 % (95 % sure: 5.4 to 94.5 %), 3 pairings"
//! );
//! assert_eq!(lasted.caveats[0].to_string(), "few: fewer than 10, so chance weighs heavily");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The third of these pairings had been running for 63 days when it was last seen. It counts for those 63 days and says
//! nothing of the rest: that is what Kaplan–Meier is for, and why there is no mean length of closed pairings.
//!
//! # Sections
//!
//! [`Participation`] who is reached · [`Delivery`] how often people meet, and what of their goals they reach · [`Length`] how
//! long it lasts and how it ends · [`Voices`] what people say · [`Progress`] what changed for the same people · [`Evidence`]
//! what they told · [`Community`] living together and who is tied to whom · [`Integration`]
//! milestones by area of life · [`Money`] where it comes from, how long it lasts, what things cost · [`Contrast`] groups
//! beside each other. The catalogue is [`Indicator`].
//!
//! # Pitfalls that the types close
//!
//! | pitfall | what stands in its way |
//! | --- | --- |
//! | grouping by what came later (“who stayed a year grew more”) | a [`Snapshot`] parts by what was known at enrolment, by quarter of start, or at a landmark from which it follows; by nothing else |
//! | the mean length of closed pairings | a [`Spell`] cannot be averaged; [`TimesToEvent`] answers with a [`Curve`] |
//! | one minus Kaplan–Meier where reasons compete | [`Endings`] answers with [`Incidences`]; a curve of one reason cannot be made |
//! | before and after of different people | [`Change`] takes [`Paired`] scores; [`Comparison`] refuses a person who is in both [`Arm`]s |
//! | “now” divided by “ever” | [`Rate<Now>`](Rate) and [`Rate<Ever>`](Rate) are different types |
//! | two kinds of baseline in one mean | the instrument says which it has, and the record refuses the other |
//! | calling a network of matched pairs a community | [`Ties`] tells what people told from what the programme made |
//! | nothing observed shown as zero | a value is an `Option`, a limit that is not reached is [`Limit::Unbounded`] |
//!
//! # Building blocks
//!
//! Accumulators ([`Accumulate`]) take rows in any order and partition: [`Share`], [`Moments`], [`FloatMoments`], [`Tally`],
//! [`ByGroup`], [`TimesToEvent`], [`Endings`], [`Change`], [`Switches`], [`Recommendations`], [`ItemAnswers`],
//! [`GoalAttainment`], [`Verdicts`], [`Attrition`], [`TwoCoders`], [`Coders`]. Each says its conventions and their source.
//! Beside them: [`network`] for the shape of ties, [`Funding`] for how concentrated money is.
//!
//! This room knows neither storage nor layout, nor what may be published.

mod accumulate;
pub(crate) mod as_list;
mod as_of;
mod attainment;
mod bootstrap;
mod by_group;
mod change;
mod coders;
mod community;
mod compare;
mod contrast;
mod course;
mod cuped;
pub(crate) mod days;
mod definition;
mod delivery;
mod detectable;
pub(crate) mod distribution;
pub(crate) mod estimate;
mod evidence;
pub(crate) mod false_discovery;
mod figures;
mod funding;
mod incidence;
mod integration;
mod interval;
mod journey;
mod length;
mod log_rank;
mod missing;
pub(crate) mod moments;
mod money;
pub mod network;
mod noncentral;
mod participation;
mod permutation;
mod progress;
mod promoters;
pub(crate) mod quantiles;
mod ranks;
mod rate;
mod reliability;
mod reliable_change;
pub(crate) mod resample;
mod share;
mod simpson;
mod snapshot;
mod survival;
mod switches;
mod ties;
mod times;
mod voices;

pub use accumulate::Accumulate;
pub use as_of::AsOf;
pub use attainment::{
    AttainedGoal, Attainment, AttainmentScore, GoalAttainment, GoalWeight, InvalidAttainment,
    InvalidGoalWeight,
};
pub use bootstrap::{Bca, Bootstrap};
pub use by_group::{ByGroup, InvalidGroups, moments_by_group};
pub use change::{Change, Correction, Growth, Paired};
pub use coders::{CodedTwice, Coders, Coincidences, InvalidCoders, Kappa, TwoCoders};
pub use community::{Community, Groups};
pub use compare::{Arm, Comparison, NotIndependent};
pub use contrast::Contrast;
pub use course::{Course, Health, LATE_DAYS};
pub use cuped::Cuped;
pub use days::{Days, InvalidDays};
pub use definition::{Definition, Direction, Indicator, Level, Method, Unit};
pub use delivery::{CHECK_IN_DAYS, Delivery};
pub use detectable::{InvalidPower, Power, detectable_d, detectable_d_z};
pub use estimate::{About, Caveat, Estimate};
pub use evidence::Evidence;
pub use figures::{Figures, Tallies};
pub use funding::Funding;
pub use incidence::{Incidence, IncidenceStep, Incidences};
pub use integration::Integration;
pub use interval::{Confidence, Interval, InvalidConfidence, Limit};
pub use journey::{Finished, Journey, Stage};
pub use length::Length;
pub use log_rank::{Against, LogRank, RestrictedMeanDifference};
pub use missing::{
    ArmLoss, Attrition, BaselineBalance, Bounds, FollowUp, InvalidScaleLimits, Loss, Lost, ScaleLimits,
};
pub use moments::{
    FloatMoments, ImpossibleFloatMoments, ImpossibleMoments, InvalidMeasured, Measured, Moments, Spread,
};
pub use money::{Books, Money};
pub use participation::Participation;
pub use permutation::{Deals, DealtBlock, Permutation};
pub use progress::{Changed, Measure, Progress};
pub use promoters::{InvalidRecommendation, Recommendation, Recommendations};
pub use quantiles::{QuantileType, Tally, quantile};
pub use ranks::{Continuity, Directions, SignedRanks, Zeros};
pub use rate::{Denominator, Ever, InvalidRate, Now, Rate};
pub use reliability::{DifferingItems, ItemAnswers, ItemReliability, Reliability};
pub use reliable_change::{InvalidReliability, ReliableChange, Verdict, Verdicts};
pub use resample::{ClusterTotal, bootstrap_ratio, ratio_of_sums};
pub use share::{MoreHitsThanRows, Share, ShareDifference};
pub use simpson::{Reversal, StratumDifference, difference_reversed, shares_reversed};
pub use snapshot::{Snapshot, Standing};
pub use survival::{Curve, InvalidPortion, Portion, RestrictedMean, Retained, Step};
pub use switches::{Switch, Switches};
pub use ties::Ties;
pub use times::{Ended, Ending, Endings, InvalidSpell, InvalidTimes, Spell, TimesToEvent, UnequalColumns};
pub use voices::{Answered, Asked, Scored, Voices};

pub(crate) use accumulate::collects;
