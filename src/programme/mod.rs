//! What makes pairs a programme.

mod acting;
mod cabinet;
pub mod charter;
mod entry;
pub mod innovation;
mod log;
mod matching;
pub mod money;
pub mod pairs;
pub mod preparation;
mod record;
pub mod recruitment;
mod refused;
mod region;
mod room;
mod stored;
mod subject;
pub mod support;
mod told;

pub use acting::{Acting, NotDone};
pub use cabinet::{Cabinet, ErasedOf};
pub use entry::{Entry, Fact, Happened, Round};
pub use log::Programme;
pub use matching::{LeftOut, Matchable, WhyLeftOut};
pub use refused::{BrokenProgramme, NotAppended, Why};
pub use region::{Identifiers, NotMerged, Region};
pub use room::Room;
pub use stored::{OtherSnapshot, ProgrammeSnapshot, Seal, Unsealed};
pub use told::{Rule as ToldRule, Told};
