//! What may be published, and an attacker who tries to find somebody in it.

pub(crate) mod attacker;
mod books;
mod curves;
mod figures;
mod gaps;
mod kit;
mod laws;
mod ledger;
mod lists;
mod money;
mod network;
mod quotes;
mod tables;
mod town;
mod types;
