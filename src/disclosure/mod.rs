//! What may be published, so that nobody can be found in it.
//!
//! [`Figures`](crate::impact::Figures) and other results come in, marked as [`Internal`]; what the readers of a [`Policy`] may
//! see goes out, as [`Published`], which is all that a report accepts and which nobody else can make. What is withheld is a
//! value of its own, not a zero, and does not tell why: that only coordinators see.
//!
//! ```
//! use mentorship::{
//!     disclosure::{Internal, Policy, ShownValue, Why},
//!     impact::{About, AsOf, Estimate, Indicator, Share},
//!     jiff::civil::date,
//!     people::Label,
//! };
//!
//! let on = AsOf::new(date(2026, 12, 31));
//! let satisfied = |hits, of| Share::new(hits, of).map(|share| Estimate::of_share(Indicator::Satisfied, &on, share));
//! let in_part = |name| Ok::<_, Box<dyn std::error::Error>>(About::Group(Label::new("part of town")?, Label::new(name)?));
//! let figures = Internal::new(vec![
//!     satisfied(76, 121)?,
//!     satisfied(50, 80)?.about([in_part("north")?]),
//!     satisfied(4, 5)?.about([in_part("harbour")?]),
//!     satisfied(22, 36)?.about([in_part("south")?]),
//! ]);
//!
//! let policy = Policy::public(date(2027, 1, 15));
//! let published = figures.release(&policy);
//! let shown: Vec<_> = published.content().shown().map(|figure| figure.value()).collect();
//! assert_eq!(shown, [ShownValue::Exactly(0.628), ShownValue::Exactly(0.625)]);
//! assert_eq!(published.withheld().to_string(), "2 of 4 withheld");
//!
//! // The harbour is too small; with the south shown as well, it could be found by subtracting.
//! let reasons = figures.reasons(&policy);
//! assert_eq!(reasons.for_coordinators().of_part(2), Some(Why::FewPeople));
//! assert_eq!(reasons.for_coordinators().of_part(3), Some(Why::Remainder));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | what | released as | by |
//! | --- | --- | --- |
//! | [`Figures`](crate::impact::Figures), or several sets of [`Estimate`](crate::impact::Estimate)s at once | [`PublicFigures`] | counts of k people or none, also where they are subtracted; coarse days, chances and amounts |
//! | [`Curve`](crate::impact::Curve), [`Incidences`](crate::impact::Incidences) | [`PublicCurve`], [`PublicIncidences`] | a grid of days, up to where fewer than k are watched |
//! | [`Series`] of months | [`PublicSeries`] | months of k people, else quarters |
//! | [`Sums`] of money or hours | [`PublicSums`] | [`Dominance`], and nothing found from the total |
//! | [`OneWay`], a list of counts | [`PublishedList`] | the remainder rule |
//! | [`TwoWay`], a table of counts | [`PublishedTable`] | every unsafe number can be anything within k people |
//! | [`Quotes`] | [`PublicQuotes`] | consent |
//!
//! Lists and tables are for counts that are no figures, such as mentees by neighbourhood and age. A [`OneWay`] list hides its
//! units of too few and, where these are too few together, the next smallest; a [`TwoWay`] table hides as many more counts as
//! it takes, and asks of what comes out, number by number, what somebody could work out. Both can be looked at before they
//! are released, with [`protect`](TwoWay::protect), which tells coordinators what is hidden for whose sake.
//!
//! What is released in one go is protected together; what is released in several is not. Lists, tables and figures about the
//! same people, and the figures of this month and of the last, are to be entered in a [`Ledger`] first, each with whom it
//! speaks of: it refuses those whose people differ from earlier ones by too few.
//!
//! It does not know what readers know from elsewhere, what they remember beside the ledger, and what several figures of one
//! thing, none of which it knows to be within another, tell together. Of ties and pairings it counts people, not how many of
//! the ties or pairings are one person's.

mod beside;
mod books;
mod counts;
mod curve;
mod effective;
mod feasible;
mod figures;
mod ledger;
mod money;
mod nested;
mod one_way;
mod policy;
mod quotes;
mod release;
mod series;
mod sets;
mod shown;
mod threshold;
mod two_way;
mod unfit;
mod words;

pub use curve::{PublicCurve, PublicIncidences, PublicPoint};
pub use feasible::Range;
pub use ledger::{InvalidPopulation, Ledger, Population, ReleaseRefused};
pub use money::{Contributors, PublicConcentration, PublicSum, PublicSums, Sums};
pub use one_way::{InvalidCounts, OneWay, ProtectedList, PublishedCount, PublishedList, Treatment};
pub use policy::{Dominance, InvalidPolicy, Policy};
pub use quotes::{PublicQuotes, Quotes};
pub use release::{Decision, Internal, Published, Reasons, Release, Why, Withheld};
pub use series::{PublicPeriod, PublicSeries, Series};
pub use shown::{Missing, PublicFigure, PublicFigures, ShownCaveat, ShownFigure, ShownValue, WithheldFigure};
pub use threshold::{InvalidThreshold, Threshold};
pub use two_way::{Place, ProtectedTable, PublishedTable, TwoWay};
