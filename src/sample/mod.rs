//! Seeded synthetic communities and programmes, made through the same constructors that everybody uses.
//!
//! For examples, tests and benchmarks, one's own included. Nobody in them exists. The same seed gives the same people
//! on every machine. [`community`](fn@community) makes a town, [`nation`](fn@nation) a country of any size, [`year`](fn@year) what happened to people,
//! [`programme`](fn@programme) a whole programme. No other room imports this one.
//!
//! ```
//! use mentorship::{jiff::civil::date, matching::Request, sample::{community, criteria}};
//!
//! let roster = community(30, 40, 7);
//! let criteria = criteria();
//! let plan = Request::new(&roster, &criteria, date(2026, 1, 15)).plan()?;
//! assert!(plan.mentees_matched() > 20);
//! # Ok::<(), mentorship::matching::PlanError>(())
//! ```

mod community;
mod nation;
mod programme;
mod year;

pub use community::{community, criteria};
pub use nation::nation;
pub use programme::{
    Month, Months, PROGRAMME_END, PROGRAMME_START, ProgrammeYear, Sheets, faulty, programme,
};
pub use year::{YEAR_END, YEAR_START, Year, year};
