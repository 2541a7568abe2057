//! Values: those that a stack begins with, one of each type.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::finding::{Found, Twice};
use crate::context::Holds;

/// Asks whether a `T` stands among the values `R` already.
#[derive(Debug)]
pub struct ValueProbe<T, R>(PhantomData<fn() -> (T, R)>);

impl<T, R> ValueProbe<T, R> {
    /// Asks of this value and those after it.
    pub fn of(_: &T, _: &R) -> Self {
        Self(PhantomData)
    }
}

/// The type is there.
pub trait IsProvided<I> {
    /// The verdict.
    fn verdict(&self) -> Again {
        Again
    }
}
impl<T, R: Holds<T, I>, I> IsProvided<I> for &ValueProbe<T, R> {}

/// The type is new.
pub trait IsNew {
    /// The verdict.
    fn verdict(&self) -> New {
        New
    }
}
impl<T, R> IsNew for ValueProbe<T, R> {}

/// One value too many.
#[derive(Debug)]
pub struct Again;
/// The first value of its type.
#[derive(Debug)]
pub struct New;

impl Again {
    /// It is provided twice.
    pub fn finding<T>(&self, _: &T) -> Twice<T, T> {
        Twice(PhantomData)
    }
    /// Goes on without it.
    pub fn with<T, R>(self, _: T, rest: R) -> R {
        rest
    }
}

impl New {
    /// All is well.
    pub fn finding<T>(&self, _: &T) -> Found {
        Found
    }
    /// The values with this one.
    pub fn with<T, R>(self, value: T, rest: R) -> (T, R) {
        (value, rest)
    }
}

/// The verdict on a value among those after it.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine_value {
    ($value:ident, $rest:ident) => {{
        let verdict = (&&$crate::__private::ValueProbe::of(&$value, &$rest)).verdict();
        let found = verdict.finding(&$value);
        (verdict, found)
    }};
}
