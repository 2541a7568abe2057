//! Surroundings: the context inside a fragment whose place nobody knows yet.

use std::marker::PhantomData;

use super::carry::Normal;
use crate::{
    Request, Response,
    context::{
        Below, Caught, Clock, Guarded, Lends, Needs, Optional, Provides, Scope, Timed, Untimed,
    },
    failure::Failure,
    service::Service,
};

/// What a fragment needs, the error handlers above it, and the clock `K` around it.
#[derive(Debug)]
pub struct Surroundings<N, K = Untimed>(PhantomData<fn() -> (N, K)>);

impl<N: Needs, K: Clock> Scope for Surroundings<N, K> {
    type Refs<'a> = (N::Refs<'a>, &'a dyn Handlers, K::Face<'a>);
    type Clock = K;

    #[inline]
    fn shorten<'a: 'b, 'b>((needs, handlers, face): Self::Refs<'a>) -> Self::Refs<'b> {
        (N::shorten(needs), handlers, K::shorten(face))
    }

    #[inline]
    fn clock<'a>((_, _, face): Self::Refs<'a>) -> K::Face<'a> {
        face
    }

    #[inline]
    fn find<'a, T: 'static>((needs, _, _): Self::Refs<'a>) -> Option<&'a T> {
        N::find(needs)
    }

    fn catch<'a>(
        (_, handlers, _): Self::Refs<'a>,
        error: &'a Failure,
        request: &'a Request,
    ) -> Caught<'a> {
        handlers.catch(error, request)
    }
}

/// The value is among the needs of the fragment, at the place `I`.
#[derive(Debug)]
pub struct OfNeeds<I>(PhantomData<I>);

impl<T, N: Among<T, I>, K: Clock, I> Provides<T, OfNeeds<I>> for Surroundings<N, K> {
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T {
        N::pick(refs.0)
    }
}

/// Needs that name `T`, at the place `I`.
pub trait Among<T, I>: Needs {
    /// Picks it.
    fn pick<'a>(refs: Self::Refs<'a>) -> &'a T;
}

/// The first of the needs.
#[derive(Debug)]
pub struct First;
/// One of the needs after the first.
#[derive(Debug)]
pub struct After<I>(PhantomData<I>);

impl<T: Send + Sync + 'static, R: Needs> Among<T, First> for (T, R) {
    fn pick<'a>(refs: Self::Refs<'a>) -> &'a T {
        refs.0
    }
}

impl<T, H: Send + Sync + 'static, R: Among<T, I>, I> Among<T, After<I>> for (H, R) {
    fn pick<'a>(refs: Self::Refs<'a>) -> &'a T {
        R::pick(refs.1)
    }
}

impl<T, H: Send + Sync + 'static, R: Among<T, I>, I> Among<T, After<I>> for Optional<H, R> {
    fn pick<'a>(refs: Self::Refs<'a>) -> &'a T {
        R::pick(refs.1)
    }
}

/// A context inside a fragment whose needs name `T` as an optional one already, at the place `I`.
pub trait Wished<T, I> {}

impl<T, N: AmongWishes<T, I>, K, I> Wished<T, OfNeeds<I>> for Surroundings<N, K> {}
impl<T, H, C: Wished<T, I>, I> Wished<T, After<I>> for Below<H, C> {}
impl<T, H, C: Wished<T, I>, I> Wished<T, After<I>> for Guarded<H, C> {}
impl<T, C: Wished<T, I>, I> Wished<T, After<I>> for Timed<C> {}

/// Needs that name `T` as an optional one, at the place `I`.
pub trait AmongWishes<T, I> {}

impl<T, R> AmongWishes<T, First> for Optional<T, R> {}
impl<T, H, R: AmongWishes<T, I>, I> AmongWishes<T, After<I>> for Optional<H, R> {}
impl<T, H, R: AmongWishes<T, I>, I> AmongWishes<T, After<I>> for (H, R) {}

/// The error handlers above a fragment.
pub trait Handlers: Send + Sync {
    /// Offers them an error.
    fn catch<'a>(&'a self, error: &'a Failure, request: &'a Request) -> Caught<'a>;
}

/// The context around a fragment, for the errors that are raised inside.
pub(super) struct Outside<'o, C: Scope>(pub(super) C::Refs<'o>);

impl<C: Scope> Handlers for Outside<'_, C> {
    fn catch<'a>(&'a self, error: &'a Failure, request: &'a Request) -> Caught<'a> {
        C::catch(C::shorten(self.0), error, request)
    }
}

/// The way out of a fragment at its inner end: what it lends, on top of the context around it.
pub(super) struct Leave<'r, L, X, C: Scope, S> {
    pub(super) rest: &'r S,
    pub(super) cx: C::Refs<'r>,
    pub(super) shape: PhantomData<fn() -> (L, X)>,
}

impl<L, X, C, S> Service<L::Onto<X>> for Leave<'_, L, X, C, S>
where
    L: Normal,
    X: Scope,
    C: Scope,
    S: Service<<L::Out as Lends>::Onto<C>>,
{
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: <L::Onto<X> as Scope>::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        self.rest
            .call(request, L::carry::<X, C>(cx, C::shorten(self.cx)))
    }
}
