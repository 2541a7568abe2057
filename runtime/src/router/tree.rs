//! Tree: all services of a level, under a short name.
//!
//! Every stage around the routes has their type in its own, and so in the names of all that is made of it.

use std::{fmt, marker::PhantomData};

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
        self.0.dispatch(number, request, cx)
    }
}
