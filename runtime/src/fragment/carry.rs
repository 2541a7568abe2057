//! Carry: what a fragment lends, from the context inside it onto the one around it.

use crate::{
    context::{Catch, Clocked, Lend, Lends, Needs, Scope},
    failure::Catcher,
    stages::Timings,
};

/// What several stages lend, without those that lend nothing.
pub trait Normal: Lends {
    /// `()`, `Lend<T>`, or a nest of pairs of them.
    type Out: Grow;

    /// Takes what was lent on top of `X` and lends it on top of `C`.
    fn carry<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<X> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a>;
}

/// What is lent so far, and one thing more.
pub trait Grow: Lends {
    /// With a `T`.
    type With<T: Send + Sync + 'static>: Grow;
    /// With an error handler.
    type Guarded<H: Catcher>: Grow;
    /// With a clock.
    type Clocked: Grow;

    /// Lends a `T` more.
    fn with<'a, T: Send + Sync + 'static, C: Scope>(
        value: &'a T,
        below: <Self::Onto<C> as Scope>::Refs<'a>,
    ) -> <<Self::With<T> as Lends>::Onto<C> as Scope>::Refs<'a>;
    /// Guards with a handler more.
    fn guarded<'a, H: Catcher, C: Scope>(
        handler: &'a H,
        needs: <H::Needs as Needs>::Refs<'a>,
        below: <Self::Onto<C> as Scope>::Refs<'a>,
    ) -> <<Self::Guarded<H> as Lends>::Onto<C> as Scope>::Refs<'a>;
    /// Times what is below.
    fn clocked<'a, C: Scope>(
        timings: &'a Timings,
        below: <Self::Onto<C> as Scope>::Refs<'a>,
    ) -> <<Self::Clocked as Lends>::Onto<C> as Scope>::Refs<'a>;
}

macro_rules! grow {
    ([$($params:tt)*] $this:ty => $with:ty, $guarded:ty, $clocked:ty) => {
        impl<$($params)*> Grow for $this {
            type With<T: Send + Sync + 'static> = $with;
            type Guarded<H: Catcher> = $guarded;
            type Clocked = $clocked;

            fn with<'a, T: Send + Sync + 'static, C: Scope>(
                value: &'a T,
                below: <Self::Onto<C> as Scope>::Refs<'a>,
            ) -> <<Self::With<T> as Lends>::Onto<C> as Scope>::Refs<'a> {
                (value, below)
            }
            fn guarded<'a, H: Catcher, C: Scope>(
                handler: &'a H,
                needs: <H::Needs as Needs>::Refs<'a>,
                below: <Self::Onto<C> as Scope>::Refs<'a>,
            ) -> <<Self::Guarded<H> as Lends>::Onto<C> as Scope>::Refs<'a> {
                (handler, needs, below)
            }
            fn clocked<'a, C: Scope>(
                timings: &'a Timings,
                below: <Self::Onto<C> as Scope>::Refs<'a>,
            ) -> <<Self::Clocked as Lends>::Onto<C> as Scope>::Refs<'a> {
                (timings, below)
            }
        }
    };
}

grow!([] () => Lend<T>, Catch<H>, Clocked);
grow!([] Clocked => (Self, Lend<T>), (Self, Catch<H>), (Self, Clocked));
grow!([U: Send + Sync + 'static] Lend<U> => (Self, Lend<T>), (Self, Catch<H>), (Self, Clocked));
grow!([G: Catcher] Catch<G> => (Self, Lend<T>), (Self, Catch<H>), (Self, Clocked));
grow!([A: Lends, B: Lends] (A, B) => (Self, Lend<T>), (Self, Catch<H>), (Self, Clocked));

impl Normal for () {
    type Out = ();

    fn carry<'a, X: Scope, C: Scope>(
        _: X::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<() as Lends>::Onto<C> as Scope>::Refs<'a> {
        onto
    }
}

impl<A: Normal, B: Tail<A>> Normal for (A, B) {
    type Out = B::Out;

    fn carry<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<X> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a> {
        B::carry_after::<X, C>(refs, onto)
    }
}

/// What one stage lends, after those of `A`.
pub trait Tail<A: Normal>: Lends {
    /// What all of them lend.
    type Out: Grow;

    /// As [`Normal::carry`], for all of them.
    fn carry_after<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<A::Onto<X>> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a>;
}

impl<A: Normal> Tail<A> for () {
    type Out = A::Out;

    fn carry_after<'a, X: Scope, C: Scope>(
        refs: <A::Onto<X> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<A::Out as Lends>::Onto<C> as Scope>::Refs<'a> {
        A::carry::<X, C>(refs, onto)
    }
}

impl<A: Normal, T: Send + Sync + 'static> Tail<A> for Lend<T> {
    type Out = <A::Out as Grow>::With<T>;

    fn carry_after<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<A::Onto<X>> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a> {
        let (value, inner) = refs;
        A::Out::with::<T, C>(value, A::carry::<X, C>(inner, onto))
    }
}

impl<A: Normal, H: Catcher> Tail<A> for Catch<H> {
    type Out = <A::Out as Grow>::Guarded<H>;

    fn carry_after<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<A::Onto<X>> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a> {
        let (handler, needs, inner) = refs;
        A::Out::guarded::<H, C>(handler, needs, A::carry::<X, C>(inner, onto))
    }
}

impl<A: Normal> Tail<A> for Clocked {
    type Out = <A::Out as Grow>::Clocked;

    fn carry_after<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<A::Onto<X>> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a> {
        let (timings, inner) = refs;
        A::Out::clocked::<C>(timings, A::carry::<X, C>(inner, onto))
    }
}

impl<A: Normal, B: Tail<A>, D: Tail<(A, B)>> Tail<A> for (B, D) {
    type Out = D::Out;

    fn carry_after<'a, X: Scope, C: Scope>(
        refs: <Self::Onto<A::Onto<X>> as Scope>::Refs<'a>,
        onto: C::Refs<'a>,
    ) -> <<Self::Out as Lends>::Onto<C> as Scope>::Refs<'a> {
        D::carry_after::<X, C>(refs, onto)
    }
}
