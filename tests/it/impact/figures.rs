//! What is counted of a record, and what is told of it: beside an oracle, by laws, in small scenes.

#[cfg(feature = "sample")]
mod beside;
#[cfg(feature = "sample")]
mod catalogue;
mod contrast;
#[cfg(feature = "sample")]
mod laws;
#[cfg(feature = "sample")]
mod oracle;
mod scene;
mod scenes;
