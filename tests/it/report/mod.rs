mod kit;
mod laws;
mod odd;
mod participant;
mod plan;
mod said;
