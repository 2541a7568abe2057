//! Query: what a stage or a handler needs, asked for one by one.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{
    ahead::Comes,
    finding::{Found, Late, Missing, Unprovided},
};
use crate::{
    Request,
    context::{Optional, Provides, Reading, Unsure},
    fragment::Wished,
};

type Shape<T> = PhantomData<fn() -> T>;

/// The needs `N` of `M` that have not been asked for yet.
#[derive(Debug)]
pub struct Query<C, L, M, N>(Shape<(C, L, M, N)>);

/// A list of needs, taken apart.
pub trait Uncons {
    /// The first need.
    type Head;
    /// The needs after it.
    type Tail;
}
impl Uncons for () {
    type Head = Settled;
    type Tail = ();
}
impl Uncons for Reading {
    type Head = Settled;
    type Tail = ();
}
impl<T, R> Uncons for (T, R) {
    type Head = T;
    type Tail = R;
}

impl<T, R> Uncons for Optional<T, R> {
    type Head = Wish<T>;
    type Tail = R;
}

impl<C, L, M, N> Query<C, L, M, N> {
    pub(crate) fn of_all() -> Self {
        Self(PhantomData)
    }
    /// Asks for the first need.
    pub fn head(&self) -> Seek<C, L, M, N::Head>
    where
        N: Uncons,
    {
        Seek(PhantomData)
    }
    /// The needs after it.
    pub fn tail(&self) -> Query<C, L, M, N::Tail>
    where
        N: Uncons,
    {
        Query(PhantomData)
    }
}

/// A need that asks for nothing.
#[derive(Debug)]
pub struct Settled;
/// A need for a `T` that may be missing.
#[derive(Debug)]
pub struct Wish<T>(Shape<T>);

/// Asks where `M` can borrow a `T`: in the context `C`, or only from the stages ahead, `L`.
#[derive(Debug)]
pub struct Seek<C, L, M, T>(Shape<(C, L, M, T)>);

impl<C, L, M, T> Seek<C, L, M, T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// The need is met without the context.
pub trait IsSettled {
    /// The finding.
    fn find(&self) -> Found {
        Found
    }
}
impl<C, L, M> IsSettled for &&&&&Seek<C, L, M, Settled> {}
impl<C, L, M> IsSettled for &&&&&Seek<C, L, M, Request> {}

/// The value is there.
pub trait IsThere<I> {
    /// The finding.
    fn find(&self) -> Found {
        Found
    }
}
impl<C: Provides<T, I>, L, M, T, I> IsThere<I> for &&&&Seek<C, L, M, T> {}
impl<C: Provides<T, I>, L, M, T, I> IsThere<I> for &&&&&&Seek<C, L, M, Wish<T>> {}
impl<C: Wished<T, I>, L, M, T, I> IsThere<I> for &&&&&Seek<C, L, M, Wish<T>> {}

/// A refused entry above might have lent the value; nothing is added.
pub trait IsAnywhere {
    /// The finding.
    fn find(&self) -> Found {
        Found
    }
}
impl<C: Unsure, L, M, T> IsAnywhere for &&&Seek<C, L, M, T> {}

/// A stage ahead lends the value.
pub trait ComesLater<I> {
    /// The need, and the stage that lends it too late.
    type Finding;
    /// The finding.
    fn find(&self) -> Self::Finding;
}
impl<C, L: Comes<T, I>, M, T, I> ComesLater<I> for &Seek<C, L, M, T> {
    type Finding = Late<T, M, L::By>;
    fn find(&self) -> Self::Finding {
        Late(PhantomData)
    }
}

impl<C, L: Comes<T, I>, M, T, I> ComesLater<I> for &&Seek<C, L, M, Wish<T>> {
    type Finding = Late<T, M, L::By>;
    fn find(&self) -> Self::Finding {
        Late(PhantomData)
    }
}

/// Nobody lends the value.
pub trait IsNowhere {
    /// The need.
    type Finding;
    /// The finding.
    fn find(&self) -> Self::Finding;
}
impl<C, L, M, T> IsNowhere for Seek<C, L, M, T> {
    type Finding = Missing<T, M>;
    fn find(&self) -> Self::Finding {
        Missing(PhantomData)
    }
}

impl<C, L, M, T> IsNowhere for &Seek<C, L, M, Wish<T>> {
    type Finding = Unprovided<T, M>;
    fn find(&self) -> Self::Finding {
        Unprovided(PhantomData)
    }
}

/// Asks for the needs of a query, one after another.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_seek {
    ($found:expr, $query:ident) => {
        $crate::__private::seek!(@next $found, $query, . . . . . . . .)
    };
    (@next $found:expr, $query:ident,) => {{
        let _ = $query;
        $found
    }};
    (@next $found:expr, $query:ident, . $($more:tt)*) => {{
        let found = $crate::__private::Finding::and($found, (&&&&&&&$query.head()).find());
        let query = $query.tail();
        $crate::__private::seek!(@next found, query, $($more)*)
    }};
}
