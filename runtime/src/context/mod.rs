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
mod lends;
mod provides;

use std::{any::Any, marker::PhantomData, pin::Pin};

pub use args::{Args, Concat, Needs, Reading};
pub use lends::{Catch, Hold, Lend, Lends};
pub use provides::{Holds, Provides};

use crate::{Request, Response, failure::Catcher};

/// The answer of an error handler, when one above takes the error.
pub type Caught<'a> = Option<Pin<Box<dyn Future<Output = Response> + Send + 'a>>>;

/// The shape of what can be borrowed at one place of a stack.
pub trait Scope: 'static {
    /// The borrowed values, while a request is inside.
    type Refs<'a>: Copy + Send + Sync;

    /// The same values for a shorter time.
    fn shorten<'a: 'b, 'b>(refs: Self::Refs<'a>) -> Self::Refs<'b>;

    /// Offers an error to the error handlers above, the nearest first.
    fn catch<'a>(
        refs: Self::Refs<'a>,
        error: &'a (dyn Any + Send + Sync),
        request: &'a Request,
    ) -> Caught<'a>;
}

/// The values of the application, behind one reference however many they are.
#[derive(Debug)]
pub struct Provided<V>(PhantomData<fn() -> V>);

impl<V: Send + Sync + 'static> Scope for Provided<V> {
    type Refs<'a> = &'a V;

    #[inline]
    fn shorten<'a: 'b, 'b>(refs: Self::Refs<'a>) -> Self::Refs<'b> {
        refs
    }

    fn catch<'a>(_: &'a V, _: &'a (dyn Any + Send + Sync), _: &'a Request) -> Caught<'a> {
        None
    }
}

/// Below a stage that lends a `T`, in the context `C`.
#[derive(Debug)]
pub struct Below<T, C>(PhantomData<fn() -> (T, C)>);

impl<T: Send + Sync + 'static, C: Scope> Scope for Below<T, C> {
    type Refs<'a> = (&'a T, C::Refs<'a>);

    #[inline]
    fn shorten<'a: 'b, 'b>((value, rest): Self::Refs<'a>) -> Self::Refs<'b> {
        (value, C::shorten(rest))
    }

    fn catch<'a>(
        (_, rest): Self::Refs<'a>,
        error: &'a (dyn Any + Send + Sync),
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

    #[inline]
    fn shorten<'a: 'b, 'b>((handler, needs, rest): Self::Refs<'a>) -> Self::Refs<'b> {
        (handler, H::Needs::shorten(needs), C::shorten(rest))
    }

    fn catch<'a>(
        (handler, needs, rest): Self::Refs<'a>,
        error: &'a (dyn Any + Send + Sync),
        request: &'a Request,
    ) -> Caught<'a> {
        match error.downcast_ref::<H::Error>() {
            Some(error) => Some(Box::pin(handler.catch(error, request, needs))),
            None => C::catch(rest, error, request),
        }
    }
}
