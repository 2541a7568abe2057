//! Tree: all services of a level, under a short name.
//!
//! What stands around the routes holds them, and the future of one of them, so its name would tell all their
//! names, which is what most of a debug build's description of types was.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{fork::Dispatch, leaf::Nick};
use crate::{Request, Response, context::Scope};

/// The services that `N` stands for.
pub struct Tree<N: Nick>(N::Of);

/// Makes a tree of services and of a closure that stands for their type.
pub fn tree<T, N: Fn() -> PhantomData<T>>(services: T, _: N) -> Tree<N> {
    Tree(services)
}

impl<N: Nick> fmt::Debug for Tree<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tree").finish_non_exhaustive()
    }
}

impl<C: Scope, N: Nick<Of: Dispatch<C>>> Dispatch<C> for Tree<N> {
    #[inline]
    fn dispatch<'a>(
        &'a self,
        number: usize,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        answering(self.0.dispatch(number, request, cx), || PhantomData)
    }
}

pin_project! {
    /// The future that `N` stands for.
    struct Answering<N: Nick> {
        #[pin]
        inner: N::Of,
    }
}

#[inline]
fn answering<F, N: Fn() -> PhantomData<F>>(inner: F, _: N) -> Answering<N> {
    Answering { inner }
}

impl<N: Nick<Of: Future>> Future for Answering<N> {
    type Output = <N::Of as Future>::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().inner.poll(context)
    }
}
