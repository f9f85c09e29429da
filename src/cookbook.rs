//! A dozen tasks, each from beginning to end.
//!
#![doc = include_str!("cookbook.md")]
