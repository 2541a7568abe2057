//! The typed context: what the stages above lend, as a type-level list and its borrowed values.
//!
//! The *shape* of a context has no lifetime: `Below<User, Below<Config, …>>`. Its *value* while a
//! request is inside is a `Copy` bundle of references into the frames of the stages that lend.
#![allow(
    single_use_lifetimes,
    clippy::elidable_lifetime_names,
    reason = "an associated type of a lifetime cannot leave it out"
)]
#![allow(
    unnameable_types,
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::type_complexity,
    reason = "machinery: inference finds these types, and generated code names the few that it needs"
)]

mod args;
mod clock;
mod lends;
mod optional;
mod provides;
mod root;
mod unknown;

use std::{marker::PhantomData, pin::Pin};

pub use args::{Args, Concat, Needs, Reading};
pub use clock::{Clock, Running, Untimed};
pub use lends::{Catch, Clocked, Hold, Lend, Lends, LendsOne};
pub use optional::Optional;
pub use provides::{Holds, Provides};
pub(crate) use root::Root;
pub use root::Values;
pub use unknown::{Unknown, Unsure};

use self::optional::same;
use crate::{
    Request, Response,
    failure::{Catcher, Failure},
    stages::Timings,
};

/// The answer of an error handler, when one above takes the error.
pub type Caught<'a> = Option<Pin<Box<dyn Future<Output = Response> + Send + 'a>>>;

/// The face of the clock in a context.
pub(crate) type Face<'a, C> = <<C as Scope>::Clock as Clock>::Face<'a>;

/// The shape of what can be borrowed at one place of a stack.
pub trait Scope: 'static {
    /// The borrowed values, while a request is inside.
    type Refs<'a>: Copy + Send + Sync;
    /// Whether the stages here are timed.
    type Clock: Clock;

    /// The same values for a shorter time.
    fn shorten<'a: 'b, 'b>(refs: Self::Refs<'a>) -> Self::Refs<'b>;

    /// Reads the clock that times the stages here.
    fn clock<'a>(refs: Self::Refs<'a>) -> Face<'a, Self>;

    /// Finds a value that is lent here by its type, the nearest first.
    fn find<'a, T: 'static>(refs: Self::Refs<'a>) -> Option<&'a T>;

    /// Offers an error to the error handlers above, the nearest first.
    fn catch<'a>(refs: Self::Refs<'a>, error: &'a Failure, request: &'a Request) -> Caught<'a>;
}

/// The values of the application and its description, behind one reference however many they are.
#[derive(Debug)]
pub struct Provided<V>(PhantomData<fn() -> V>);

impl<V: Values> Scope for Provided<V> {
    type Refs<'a> = &'a Root<V>;
    type Clock = Untimed;

    #[inline]
    fn shorten<'a: 'b, 'b>(refs: Self::Refs<'a>) -> Self::Refs<'b> {
        refs
    }

    #[inline]
    fn clock<'a>(_: Self::Refs<'a>) -> Face<'a, Self> {}

    #[inline]
    fn find<'a, T: 'static>(root: Self::Refs<'a>) -> Option<&'a T> {
        root.values.find().or_else(|| same(&root.description))
    }

    fn catch<'a>(_: Self::Refs<'a>, _: &'a Failure, _: &'a Request) -> Caught<'a> {
        None
    }
}

/// Below a stage that lends a `T`, in the context `C`.
#[derive(Debug)]
pub struct Below<T, C>(PhantomData<fn() -> (T, C)>);

impl<T: Send + Sync + 'static, C: Scope> Scope for Below<T, C> {
    type Refs<'a> = (&'a T, C::Refs<'a>);
    type Clock = C::Clock;

    #[inline]
    fn shorten<'a: 'b, 'b>((value, rest): Self::Refs<'a>) -> Self::Refs<'b> {
        (value, C::shorten(rest))
    }

    #[inline]
    fn clock<'a>((_, rest): Self::Refs<'a>) -> Face<'a, C> {
        C::clock(rest)
    }

    #[inline]
    fn find<'a, U: 'static>((value, rest): Self::Refs<'a>) -> Option<&'a U> {
        same(value).or_else(|| C::find(rest))
    }

    fn catch<'a>(
        (_, rest): Self::Refs<'a>,
        error: &'a Failure,
        request: &'a Request,
    ) -> Caught<'a> {
        C::catch(rest, error, request)
    }
}

/// Below the error handler `H`, in the context `C`.
#[derive(Debug)]
pub struct Guarded<H, C>(PhantomData<fn() -> (H, C)>);

impl<H: Catcher, C: Scope> Scope for Guarded<H, C> {
    type Refs<'a> = (&'a H, <H::Needs as Needs>::Refs<'a>, C::Refs<'a>);
    type Clock = C::Clock;

    #[inline]
    fn shorten<'a: 'b, 'b>((handler, needs, rest): Self::Refs<'a>) -> Self::Refs<'b> {
        (handler, H::Needs::shorten(needs), C::shorten(rest))
    }

    #[inline]
    fn clock<'a>((_, _, rest): Self::Refs<'a>) -> Face<'a, C> {
        C::clock(rest)
    }

    #[inline]
    fn find<'a, T: 'static>((_, _, rest): Self::Refs<'a>) -> Option<&'a T> {
        C::find(rest)
    }

    fn catch<'a>(
        (handler, needs, rest): Self::Refs<'a>,
        error: &'a Failure,
        request: &'a Request,
    ) -> Caught<'a> {
        match error.find::<H::Error>() {
            Some(error) => Some(Box::pin(handler.catch(error, request, needs))),
            None => C::catch(rest, error, request),
        }
    }
}

/// Below a stage that times the stages of the context `C` which come after it.
#[derive(Debug)]
pub struct Timed<C>(PhantomData<fn() -> C>);

impl<C: Scope> Scope for Timed<C> {
    type Refs<'a> = (&'a Timings, C::Refs<'a>);
    type Clock = Running;

    #[inline]
    fn shorten<'a: 'b, 'b>((timings, rest): Self::Refs<'a>) -> Self::Refs<'b> {
        (timings, C::shorten(rest))
    }

    #[inline]
    fn clock<'a>((timings, _): Self::Refs<'a>) -> &'a Timings {
        timings
    }

    #[inline]
    fn find<'a, T: 'static>((timings, rest): Self::Refs<'a>) -> Option<&'a T> {
        same(timings).or_else(|| C::find(rest))
    }

    fn catch<'a>(
        (_, rest): Self::Refs<'a>,
        error: &'a Failure,
        request: &'a Request,
    ) -> Caught<'a> {
        C::catch(rest, error, request)
    }
}
