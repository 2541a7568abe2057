//! Value: asks of a value that an application provides what `probe` asks of a stage.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so an answer is a receiver"
)]

use std::marker::PhantomData;

use super::{
    finding::{Found, Twice},
    probe::Unresolved,
};
use crate::context::Holds;

type Shape<T> = PhantomData<fn() -> T>;

/// Asks whether a nest of borrowed values `V` holds a `T` already.
#[derive(Debug)]
pub struct ValueProbe<V, T>(Shape<(V, T)>);

impl<V, T> ValueProbe<V, T> {
    /// Asks of this value, after these.
    pub fn of(_: &V, _: &T) -> Self {
        Self(PhantomData)
    }
}

/// The value is there already.
pub trait IsHeld<T, I> {
    /// The finding.
    fn find(&self) -> Twice<T, T> {
        Twice(PhantomData)
    }
}
impl<'a, V: Holds<&'a T, I>, T: 'a, I> IsHeld<T, I> for &ValueProbe<V, T> {}

/// The value is new.
pub trait IsNew {
    /// The finding.
    fn find(&self) -> Found {
        Found
    }
}
impl<V, T> IsNew for ValueProbe<V, T> {}

/// Whether a value of the application is one too many.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine_value {
    ($above:expr, $value:expr) => {
        (&&$crate::__private::ValueProbe::of($above, $value)).find()
    };
}

/// Asks whether an application can keep a `T`, which is told elsewhere when it cannot.
#[derive(Debug)]
pub struct KeepProbe<T>(Shape<T>);

impl<T> KeepProbe<T> {
    /// Asks of this one.
    pub fn of(_: &T) -> Self {
        Self(PhantomData)
    }
}

/// It can.
pub trait IsKept<T> {
    /// The value.
    fn keep(&self, value: T) -> T {
        value
    }
}
impl<T: Send + Sync + 'static> IsKept<T> for &KeepProbe<T> {}

/// It cannot; nothing stands in its place.
pub trait IsNotKept<T> {
    /// Nothing.
    fn keep(&self, _: T) {}
}
impl<T> IsNotKept<T> for KeepProbe<T> {}

/// Asks whether a `T` is a value, or only leads to one.
///
/// Of what is made in the stack (`W` is `Made`) a result leads to one, too; what has a name may be
/// one that handlers want to look at.
#[derive(Debug)]
pub struct ReadyProbe<T, W>(Shape<(T, W)>);
/// It is made in the stack.
#[derive(Debug)]
pub struct Made;
/// It is made elsewhere, and has a name.
#[derive(Debug)]
pub struct Named;

impl<T> ReadyProbe<T, Made> {
    /// Asks of what is made in the stack.
    pub fn of(_: &T) -> Self {
        Self(PhantomData)
    }
}
impl<T> ReadyProbe<T, Named> {
    /// Asks of what has a name.
    pub fn named(_: &T) -> Self {
        Self(PhantomData)
    }
}

/// Its type does not exist, and the compiler has said so.
pub trait IsUnknown<T> {
    /// The answer.
    fn ready(&self) -> ReadyMade<T> {
        ReadyMade(PhantomData)
    }
}
impl<T: Unresolved, W> IsUnknown<T> for &&&&ReadyProbe<T, W> {}

/// A future that each handler clones, and waits for by itself.
pub trait IsForMany<T> {
    /// The answer.
    fn ready(&self) -> ReadyMade<T> {
        ReadyMade(PhantomData)
    }
}
impl<F: Future + Clone, W> IsForMany<F> for &&&ReadyProbe<F, W> {}

/// A future, of which nobody has waited for the value.
pub trait IsPending<F, T> {
    /// The answer.
    fn ready(&self) -> Leads<F, T> {
        Leads(PhantomData)
    }
}
impl<F: Future, W> IsPending<F, F::Output> for &&ReadyProbe<F, W> {}

/// A result, of which nobody has taken the value.
pub trait IsFallible<F, T> {
    /// The answer.
    fn ready(&self) -> Leads<F, T> {
        Leads(PhantomData)
    }
}
impl<T, E> IsFallible<Result<T, E>, T> for &ReadyProbe<Result<T, E>, Made> {}

/// A value.
pub trait IsReadyMade<T> {
    /// The answer.
    fn ready(&self) -> ReadyMade<T> {
        ReadyMade(PhantomData)
    }
}
impl<T, W> IsReadyMade<T> for ReadyProbe<T, W> {}

/// An `F` that leads to a `T`.
#[derive(Debug)]
pub struct Leads<F, T>(Shape<(F, T)>);
/// A value that can be borrowed as it is.
#[derive(Debug)]
pub struct ReadyMade<T>(Shape<T>);

/// What is provided leads to a value.
#[derive(Debug)]
pub struct NotReady<F>(Shape<F>);
/// What is provided is a value.
#[derive(Debug)]
pub struct Ready;

impl<F, T> Leads<F, T> {
    /// What the check is about.
    pub fn kind(&self) -> NotReady<F> {
        NotReady(PhantomData)
    }
    /// Goes on as if the value were there, so that one mistake is one error.
    pub fn settle(self, _: F) -> T {
        unreachable!("the provided value was refused by the compiler")
    }
}

impl<T> ReadyMade<T> {
    /// What the check is about.
    pub fn kind(&self) -> Ready {
        Ready
    }
    /// The value.
    pub fn settle(self, value: T) -> T {
        value
    }
}

/// What an application provides is the value itself.
#[diagnostic::on_unimplemented(
    message = "this leads to the value that is to be provided, and is not the value",
    label = "a `Result`, or a future",
    note = "write `?` behind a `Result`, and `.await` behind a future"
)]
pub trait IsReady: Sized {
    /// Proven by being called.
    fn check(self) {}
}
#[diagnostic::do_not_recommend]
impl IsReady for Ready {}

/// Whether a value of the application is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine_ready {
    ($how:ident, $value:expr) => {
        (&&&&&$crate::__private::ReadyProbe::$how($value)).ready()
    };
}
