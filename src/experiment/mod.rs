//! What was tried, by lot, with the question written down beforehand.
//!
//! A small programme that tries something new can know whether it helps, if it does four things in order, and this room does
//! them with it:
//!
//! 1. **Write it down.** A [`Protocol`] says what is compared, by which outcome, how many, and when it will be looked at;
//!    [`Registration::new`] checks it, and its digest shows later that it was not changed.
//! 2. **Draw lots.** [`Registration::assign`] draws them in permuted blocks from the registered seed; who comes later
//!    [draws later](Registration::assign_also), and changes nothing for those before.
//! 3. **Look as planned.** [`Registration::look`] checks first whether the arms have the sizes that lots give them
//!    ([`SampleRatio`]), then compares everybody by the lot they drew. An outcome that was not registered is refused, so is a
//!    look that was not planned. What each look must reach follows from [`Spending`]; [`Looks`] keeps which were taken.
//! 4. **Say what it says.** A [`Conclusion`] is better, worse, or inconclusive with the smallest effects that are excluded:
//!    what was not shown is not thereby shown to be nothing. [`Registration::further`] tells the other outcomes, adjusted
//!    for each other.
//!
//! ```
//! use mentorship::{
//!     experiment::{Entrant, Looks, Measurements, Observation, Protocol, Registration, Subject},
//!     impact::Measured,
//!     jiff::civil::date,
//! };
//!
//! let protocol: Protocol = serde_json::from_str(r#"{
//!     "experiment": "buddies-2026", "unit": "mentee",
//!     "arms": [{ "name": "as usual" }, { "name": "with a buddy" }],
//!     "primary": { "name": "belonging" },
//!     "start": "2026-01-05", "horizon": 90, "planned": 16, "looks": { "percents": [50, 100] }, "seed": 2026
//! }"#)?;
//! let registration = Registration::new(protocol)?;
//! let subjects = (1..=16).map(|n| format!("P-{n:02}").parse().map(Subject::Person)).collect::<Result<Vec<_>, _>>()?;
//! let entrant = |subject: &Subject| {
//!     Entrant { subject: subject.clone(), enrolled: date(2026, 2, 2), block: None }
//! };
//! let lots = registration.assign(subjects.iter().map(entrant))?;
//!
//! // Those with a buddy say 7 or 8, the others 5 or 6.
//! let with_buddy = "with a buddy".parse()?;
//! let observations = subjects.iter().zip([0.0, 1.0].into_iter().cycle()).map(|(subject, more)| {
//!     let base = if lots.arm_of(subject) == Some(&with_buddy) { 7.0 } else { 5.0 };
//!     let value = Some(Measured::new(base + more)?);
//!     Ok(Observation { subject: subject.clone(), value, baseline: None, mentor: None })
//! });
//! let observations = observations.collect::<Result<Vec<_>, mentorship::impact::InvalidMeasured>>()?;
//!
//! let mut looks = Looks::none(&registration);
//! let belonging = "belonging".parse()?;
//! let measured = Measurements { outcome: &belonging, observations: &observations };
//! let early = registration.look(&mut looks, &lots, 1, &measured, date(2026, 4, 1)).unwrap_err();
//! assert_eq!(early.to_string(), "look 1 is planned for 8 counted units; 0 is too early");
//!
//! let look = registration.look(&mut looks, &lots, 2, &measured, date(2026, 5, 4))?;
//! assert_eq!(
//!     look.told.effects()[0].to_string(),
//!     "`with a buddy` beside `as usual`, by `belonging`: +2.25 (95.0 % sure: +1.69 to +2.81), better, by more than chance \
//!      explains"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It does not know what people then got, only what they drew: intention to treat is the one comparison that lots make fair.
//! Nor does it know how many are needed (see [`Power`](crate::impact::Power)), nor what may be published. Chance and days
//! come from outside, and the caller stores [`Lots`] and [`Looks`].

mod cluster;
mod conclusion;
mod effect;
mod look;
mod looks;
mod lots;
mod protocol;
mod ratio;
mod refused;
mod registration;
mod sheet;
mod spending;

pub use cluster::DesignEffect;
pub use conclusion::{Conclusion, Excluded};
pub use effect::Effect;
pub use look::{Finding, Look, Told};
pub use looks::{ImpossibleLooks, Looks, Taken};
pub use lots::{Entrant, Lot, Lots, NotDrawn, Subject};
pub use protocol::{Arm, Baseline, Outcome, Protocol, Schedule, Unit};
pub use ratio::{SampleRatio, Seen};
pub use refused::Refused;
pub use registration::{Problem, Problems, Registration};
pub use sheet::{ArmCount, Measurements, Observation};
pub use spending::{Boundary, Spending};
