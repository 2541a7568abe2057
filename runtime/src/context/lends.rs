//! What a stage lends to everything below it.

use std::marker::PhantomData;

use super::{Below, Guarded, Scope, Timed};
use crate::{
    Request, Response,
    failure::Catcher,
    service::Service,
    stack::{Group, Way},
    stages::Timings,
};

/// What a stage lends: nothing, one value, or what several stages lend one after another.
pub trait Lends: 'static {
    /// What has to live in a frame while it is lent.
    type Held: Send + Sync;
    /// The context below the stage, given the one above it.
    type Onto<C: Scope>: Scope;

    /// The names of the lent types, for people.
    fn names(into: &mut Vec<&'static str>);
}

/// Lends that keep what they lend in one value, so that neighbours can share a frame.
pub trait Hold: Lends {
    /// What two neighbours lend: nothing where neither does.
    type With<B: Hold>: Hold;

    /// What both hold, in one value.
    fn join<B: Hold>(first: Self::Held, second: B::Held) -> <Self::With<B> as Lends>::Held;

    /// What each of the two holds.
    fn split<B: Hold>(both: &<Self::With<B> as Lends>::Held) -> (&Self::Held, &B::Held);

    /// The context below, made of the one above and the held value.
    fn lend<'a, C: Scope>(
        held: &'a Self::Held,
        cx: C::Refs<'a>,
    ) -> <Self::Onto<C> as Scope>::Refs<'a>;

    /// Takes a request through a group that lends this, in a frame that holds it.
    fn through<'a, C, I, G, S>(
        group: &'a G,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Scope,
        G: Group<C, I, Lends = Self>,
        S: Service<Self::Onto<C>>,
    {
        G::Way::holding::<C, I, G, S>(group, request, cx, rest)
    }
}

impl Lends for () {
    type Held = ();
    type Onto<C: Scope> = C;

    fn names(_: &mut Vec<&'static str>) {}
}

impl Hold for () {
    type With<B: Hold> = B;

    #[inline]
    fn join<B: Hold>((): (), second: B::Held) -> B::Held {
        second
    }

    #[inline]
    fn split<B: Hold>(second: &B::Held) -> (&(), &B::Held) {
        (&(), second)
    }

    #[inline]
    fn lend<'a, C: Scope>((): &'a (), cx: C::Refs<'a>) -> C::Refs<'a> {
        cx
    }

    /// There is nothing to hold.
    #[inline]
    fn through<'a, C, I, G, S>(
        group: &'a G,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Scope,
        G: Group<C, I, Lends = ()>,
        S: Service<C>,
    {
        G::Way::through::<C, I, G, S>(group, request, cx, rest)
    }
}

/// Lends a `T`.
#[derive(Debug)]
pub struct Lend<T>(PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> Lends for Lend<T> {
    type Held = T;
    type Onto<C: Scope> = Below<T, C>;

    fn names(into: &mut Vec<&'static str>) {
        into.push(std::any::type_name::<T>());
    }
}

impl<T: Send + Sync + 'static> Hold for Lend<T> {
    type With<B: Hold> = (Self, B);

    #[inline]
    fn join<B: Hold>(first: Self::Held, second: B::Held) -> (Self::Held, B::Held) {
        (first, second)
    }

    #[inline]
    fn split<B: Hold>((first, second): &(Self::Held, B::Held)) -> (&Self::Held, &B::Held) {
        (first, second)
    }

    #[inline]
    fn lend<'a, C: Scope>(held: &'a T, cx: C::Refs<'a>) -> (&'a T, C::Refs<'a>) {
        (held, cx)
    }
}

/// Takes the errors that `H` handles.
#[derive(Debug)]
pub struct Catch<H>(PhantomData<fn() -> H>);

impl<H: Catcher> Lends for Catch<H> {
    type Held = ();
    type Onto<C: Scope> = Guarded<H, C>;

    fn names(_: &mut Vec<&'static str>) {}
}

/// What a [`Timing`](crate::stages::Timing) lends: the [`Timings`], and a clock for the stages below.
///
/// To be named where a fragment with a `Timing` is hidden behind `impl Stage<Lends = Clocked, …>`.
#[derive(Debug)]
pub struct Clocked;

impl Lends for Clocked {
    type Held = ();
    type Onto<C: Scope> = Timed<C>;

    fn names(into: &mut Vec<&'static str>) {
        into.push(std::any::type_name::<Timings>());
    }
}

/// What lends one value to be borrowed.
pub trait LendsOne: Lends {
    /// Its type.
    type Value;
}

impl<T: Send + Sync + 'static> LendsOne for Lend<T> {
    type Value = T;
}

impl LendsOne for Clocked {
    type Value = Timings;
}

impl<A: Lends, B: Lends> Lends for (A, B) {
    type Held = (A::Held, B::Held);
    type Onto<C: Scope> = B::Onto<A::Onto<C>>;

    fn names(into: &mut Vec<&'static str>) {
        A::names(into);
        B::names(into);
    }
}

impl<A: Hold, B: Hold> Hold for (A, B) {
    type With<D: Hold> = (Self, D);

    #[inline]
    fn join<D: Hold>(first: Self::Held, second: D::Held) -> (Self::Held, D::Held) {
        (first, second)
    }

    #[inline]
    fn split<D: Hold>((first, second): &(Self::Held, D::Held)) -> (&Self::Held, &D::Held) {
        (first, second)
    }

    #[inline]
    fn lend<'a, C: Scope>(
        (a, b): &'a Self::Held,
        cx: C::Refs<'a>,
    ) -> <Self::Onto<C> as Scope>::Refs<'a> {
        B::lend::<A::Onto<C>>(b, A::lend::<C>(a, cx))
    }
}
