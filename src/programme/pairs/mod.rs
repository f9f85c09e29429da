//! The pairs of a programme: its introductions and agreements, the places they hold, and what happened between people before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};
