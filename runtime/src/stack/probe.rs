//! Probe: asks what the compiler can prove of a stage at its place, and says in words what it cannot.
//!
//! A bound that fails tells a user about our traits. So nothing here fails where it is asked: the
//! probes answer through method resolution, which tries `&&&Probe`, `&&Probe`, `&Probe`
//! and `Probe` in turn, and only a verdict that is bad meets a bound, whose message is a sentence.
//! `examine!` asks all there is to ask.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{
    Stack,
    ahead::{Ahead, Comes},
    depth::Depth,
    prefix::{FourFrames, Frame, Prefix},
    weave::Weave,
};
use crate::{
    Request,
    context::{Args, LendsOne, Needs, Optional, Provides, Reading, Scope},
    fragment::Wished,
    stack::finding::{Found, Late, Missing, Twice, Unprovided},
    stage::{Stage, Under},
};

type Shape<T> = PhantomData<fn() -> T>;

/// Asks whether the stage `M` fits below the stages of a stack.
#[derive(Debug)]
pub struct Probe<C, L, M>(Shape<(C, L, M)>);

impl<C, L, M> Probe<C, L, M> {
    /// Asks of this stage in this stack.
    pub fn of<P>(_: &Stack<C, L, P>, _: &M) -> Self {
        Self(PhantomData)
    }
}

/// The stage has a type that does not exist, of which the compiler believes everything.
///
/// It has said so at the name, and nothing is added.
pub trait IsUnresolved {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, L, M: Unresolved> IsUnresolved for &&&&&Probe<C, L, M> {}

/// What no type is.
pub trait Unresolved {}

/// The stage lends what a stage above lends already.
pub trait LendsAgain<T, I> {
    /// The verdict.
    fn verdict(&self) -> Double<T> {
        Double(PhantomData)
    }
}
impl<C: Provides<T, I>, L, M: Stage<Lends: LendsOne<Value = T>>, T: Send + Sync + 'static, I>
    LendsAgain<T, I> for &&&&Probe<C, L, M>
{
}

/// The stage fits in the form that it names.
pub trait FitsInItsForm<I> {
    /// The verdict.
    fn verdict(&self) -> Woven<I> {
        Woven(PhantomData)
    }
}
impl<C: Scope, L, M: Stage<Form: Weave<C, M, I>>, I> FitsInItsForm<I> for &&&Probe<C, L, M> {}

/// The stage fits; its form is hidden, so it gets a frame of its own.
pub trait FitsInAFrame<I> {
    /// The verdict.
    fn verdict(&self) -> Framed<I> {
        Framed(PhantomData)
    }
}
impl<C: Scope + Args<M::Needs, I>, L, M: Stage, I> FitsInAFrame<I> for &&Probe<C, L, M> {}

/// It is a stage, but does not fit.
pub trait FitsNot {
    /// The verdict.
    fn verdict(&self) -> Misfit {
        Misfit
    }
}
impl<C, L, M: Stage> FitsNot for &Probe<C, L, M> {}

/// It is no stage at all.
pub trait IsNoStage {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, L, M> IsNoStage for Probe<C, L, M> {}

/// The stage lends the `T` that a stage above lends.
#[derive(Debug)]
pub struct Double<T>(Shape<T>);
/// The stage can be woven in; its borrowed values are at the places `I`.
#[derive(Debug)]
pub struct Woven<I>(Shape<I>);
/// The stage can have a frame of its own; its borrowed values are at the places `I`.
#[derive(Debug)]
pub struct Framed<I>(Shape<I>);
/// The stage borrows something that is not there.
#[derive(Debug)]
pub struct Misfit;
/// The entry is not a stage.
#[derive(Debug)]
pub struct NoStage;

impl<T> Double<T> {
    /// The stage is one too many.
    pub fn begin<M>(&self, _: &M) -> Twice<T, M> {
        Twice(PhantomData)
    }

    /// What else it needs is asked when it stands alone.
    pub fn query<C, L, P, M>(&self, _: &Stack<C, Ahead<M, L>, P>, _: &M) -> Query<C, L, M, ()> {
        Query::of_all()
    }

    /// Goes on with the stage above.
    pub fn admit<C: Scope, L, P: Prefix, M>(
        self,
        stack: Stack<C, Ahead<M, L>, P>,
        _: M,
    ) -> Stack<C, L, P> {
        stack.with(None, |prefix| prefix)
    }
}

impl<I> Woven<I> {
    /// Nothing is lent twice.
    pub fn begin<M>(&self, _: &M) -> Found {
        Found
    }

    /// Asks for what the stage can do without: it may come too late.
    pub fn query<C, L, P, M: Stage>(
        &self,
        _: &Stack<C, Ahead<M, L>, P>,
        _: &M,
    ) -> Query<C, L, M, <M::Needs as Needs>::Wishes> {
        Query::of_all()
    }

    /// Admits the stage.
    pub fn admit<C, L, P, M>(
        self,
        stack: Stack<C, Ahead<M, L>, P>,
        stage: M,
    ) -> Stack<Under<M, C>, L, <M::Form as Weave<C, M, I>>::Woven<P>>
    where
        C: Scope,
        P: Prefix,
        M: Stage<Form: Weave<C, M, I>>,
    {
        let info = stage.describe();
        stack.with(Some(info), |prefix| M::Form::weave(prefix, stage))
    }
}

impl<I> Framed<I> {
    /// Nothing is lent twice.
    pub fn begin<M>(&self, _: &M) -> Found {
        Found
    }

    /// Asks for what the stage can do without: it may come too late.
    pub fn query<C, L, P, M: Stage>(
        &self,
        _: &Stack<C, Ahead<M, L>, P>,
        _: &M,
    ) -> Query<C, L, M, <M::Needs as Needs>::Wishes> {
        Query::of_all()
    }

    /// Admits the stage.
    pub fn admit<C, L, P, M>(
        self,
        stack: Stack<C, Ahead<M, L>, P>,
        stage: M,
    ) -> Stack<Under<M, C>, L, <P::Depth as Depth>::Push<P, Frame<M, I, FourFrames>>>
    where
        C: Scope,
        P: Prefix,
        M: Stage,
    {
        let info = stage.describe();
        stack.with(Some(info), |prefix| {
            P::Depth::push(prefix, Frame(stage, PhantomData))
        })
    }
}

impl Misfit {
    /// Nothing is lent twice.
    pub fn begin<M>(&self, _: &M) -> Found {
        Found
    }

    /// Asks for each of the stage's needs.
    pub fn query<C, L, P, M: Stage>(
        &self,
        _: &Stack<C, Ahead<M, L>, P>,
        _: &M,
    ) -> Query<C, L, M, M::Needs> {
        Query::of_all()
    }

    /// Goes on as if the stage were there, so that one mistake is one error.
    pub fn admit<C: Scope, L, P: Prefix, M: Stage>(
        self,
        stack: Stack<C, Ahead<M, L>, P>,
        _: M,
    ) -> Stack<Under<M, C>, L, P> {
        stack.with(None, |prefix| prefix)
    }
}

impl NoStage {
    /// Nothing is lent twice.
    pub fn begin<M>(&self, _: &M) -> Found {
        Found
    }

    /// It needs nothing: that it is no stage is said elsewhere.
    pub fn query<C, L, P, M>(&self, _: &Stack<C, Ahead<M, L>, P>, _: &M) -> Query<C, L, M, ()> {
        Query::of_all()
    }

    /// Goes on without the entry.
    pub fn admit<C: Scope, L, P: Prefix, M>(
        self,
        stack: Stack<C, Ahead<M, L>, P>,
        _: M,
    ) -> Stack<C, L, P> {
        stack.with(None, |prefix| prefix)
    }
}

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
impl<C, L, M> IsSettled for &&&Seek<C, L, M, Settled> {}
impl<C, L, M> IsSettled for &&&Seek<C, L, M, Request> {}

/// The value is there.
pub trait IsThere<I> {
    /// The finding.
    fn find(&self) -> Found {
        Found
    }
}
impl<C: Provides<T, I>, L, M, T, I> IsThere<I> for &&Seek<C, L, M, T> {}
impl<C: Provides<T, I>, L, M, T, I> IsThere<I> for &&&&Seek<C, L, M, Wish<T>> {}
impl<C: Wished<T, I>, L, M, T, I> IsThere<I> for &&&Seek<C, L, M, Wish<T>> {}

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

/// The verdict on a stage at its place, and the first bad finding among its needs.
///
/// It asks for eight needs; a stage with more that lacks a later one has the error of its bounds.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine {
    ($stack:ident, $stage:ident) => {{
        let verdict = (&&&&&&$crate::__private::Probe::of(&$stack, &$stage)).verdict();
        let found = verdict.begin(&$stage);
        let query = verdict.query(&$stack, &$stage);
        let found = $crate::__private::seek!(found, query);
        (verdict, found)
    }};
}

/// The verdict on a handler at the end of a stack, and the first bad finding among its needs.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine_end {
    ($stack:ident, $handler:ident) => {{
        let verdict = (&&&$crate::__private::EndProbe::of(&$stack, &$handler)).verdict();
        let query = verdict.query(&$stack, &$handler);
        let found = $crate::__private::seek!($crate::__private::Found, query);
        (verdict, found)
    }};
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
        let found = $crate::__private::Finding::and($found, (&&&&&$query.head()).find());
        let query = $query.tail();
        $crate::__private::seek!(@next found, query, $($more)*)
    }};
}
