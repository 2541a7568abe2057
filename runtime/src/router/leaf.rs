//! Leaf: one service among many, under a short name.
//!
//! The type of a service holds that of each of its parts, with the places of what they borrow, and the compiler
//! writes types out in full, in symbols and for debuggers, for everything that is generic over the stack. With
//! forty routes one such name had 100,000 letters, and most of a debug build went into writing names. That of a
//! closure says no more than where it stands.

use std::{fmt, marker::PhantomData};

use super::fork::Dispatch;
use crate::{Request, Response, context::Scope, service::Service};

/// A closure that stands for the type `Of` by what it would return; nobody calls it.
pub trait Nick: 'static {
    /// The type that it stands for.
    type Of;
}

impl<N: Fn() -> PhantomData<T> + 'static, T> Nick for N {
    type Of = T;
}

/// The service that `N` stands for, under whatever number is left of the way to it.
pub struct Leaf<N: Nick>(N::Of);

/// Makes a leaf of a service and of a closure that stands for its type.
pub fn leaf<S, N: Fn() -> PhantomData<S> + 'static>(service: S, _: N) -> Leaf<N> {
    Leaf(service)
}

impl<N: Nick> fmt::Debug for Leaf<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Leaf").finish_non_exhaustive()
    }
}

impl<C: Scope, N: Nick<Of: Service<C>>> Dispatch<C> for Leaf<N> {
    #[inline]
    fn dispatch<'a>(
        &'a self,
        _: usize,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        self.0.call(request, cx)
    }
}
