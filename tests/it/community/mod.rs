//! Community and money: the network's figures, milestones and what things cost.

mod integration;
mod invented;
mod laws;
mod money;
mod network;
mod oracle;
mod survey;
