//! The harness's half of every benchmark: what is asked, what must be answered, and how it is driven.
//!
//! `WORKLOADS.md` says in words what [`contract`] says in code. A contender implements [`App`] and
//! [`Contender`], calls [`run`] in its `main`, and can then be checked, counted and loaded.

pub mod answer;
pub mod ask;
pub mod client;
pub mod contender;
pub mod contract;
pub mod workload;

pub use answer::Answer;
pub use ask::Ask;
pub use client::Client;
pub use contender::{App, Contender, Drive, run};
pub use workload::Workload;
