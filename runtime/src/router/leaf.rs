//! Leaf: one service among many, under a short name.
//!
//! The type of a service holds that of each of its parts, with the places of what they borrow, and the compiler
//! writes types out in full, in symbols and for debuggers, for everything that is generic over the stack. With
//! forty routes one such name had 100,000 letters, and most of a debug build went into writing names. That of a
//! closure says no more than where it stands. Up to eight services share one, and are told apart by number:
//! for each closure the compiler judges the whole function once more.

use std::{fmt, marker::PhantomData};

use super::fork::Dispatch;
use crate::{Request, Response, context::Scope, service::Service};

/// A closure that stands for the type `Of` by what it would return; nobody calls it.
pub trait Nick {
    /// The type that it stands for.
    type Of;
}

impl<N: Fn() -> PhantomData<T>, T> Nick for N {
    type Of = T;
}

/// Services, of which one is at this place.
pub trait Holds<const PLACE: usize> {
    /// Its type.
    type Service;
}

/// The service at a place among those that `N` stands for, under whatever number is left of the way to it.
pub struct Leaf<N: Nick<Of: Holds<PLACE>>, const PLACE: usize>(<N::Of as Holds<PLACE>>::Service);

/// Up to eight services.
pub trait Services<N> {
    /// A leaf of each.
    type Leaves;
    /// Those.
    fn leaves(self) -> Self::Leaves;
}

/// Makes leaves of services and of a closure that stands for their types.
pub fn leaves<S: Services<N>, N: Fn() -> PhantomData<S>>(services: S, _: N) -> S::Leaves {
    services.leaves()
}

impl<N: Nick<Of: Holds<PLACE>>, const PLACE: usize> fmt::Debug for Leaf<N, PLACE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Leaf").finish_non_exhaustive()
    }
}

impl<C, N, const PLACE: usize> Dispatch<C> for Leaf<N, PLACE>
where
    C: Scope,
    N: Nick<Of: Holds<PLACE, Service: Service<C>>>,
{
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

macro_rules! services {
    (@holds [$($all:ident)*]) => {};
    (@holds [$($all:ident)*] $service:ident $place:tt $($more:tt)*) => {
        impl<$($all),*> Holds<$place> for ($($all,)*) {
            type Service = $service;
        }
        services!(@holds [$($all)*] $($more)*);
    };
    ($($service:ident $place:tt)*) => {
        services!(@holds [$($service)*] $($service $place)*);
        impl<N: Nick<Of = Self>, $($service),*> Services<N> for ($($service,)*) {
            type Leaves = ($(Leaf<N, $place>,)*);

            fn leaves(self) -> Self::Leaves {
                ($(Leaf(self.$place),)*)
            }
        }
    };
}

services!(A 0);
services!(A 0 B 1);
services!(A 0 B 1 C 2);
services!(A 0 B 1 C 2 D 3);
services!(A 0 B 1 C 2 D 3 E 4);
services!(A 0 B 1 C 2 D 3 E 4 F 5);
services!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
services!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
