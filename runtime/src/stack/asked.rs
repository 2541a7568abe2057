//! Asked: what the probes would say, without code that asks them.

use std::marker::PhantomData;

use super::{
    ending::{EndMisfit, Ends},
    verdict::{Double, Framed, Hidden, Misfit, NoStage, Refused, Woven},
};

/// The verdict that a closure would reach.
///
/// The closure is there for its type and is never called: of all the questions in it no code is made.
pub fn asked<V: Verdict>(_: impl FnOnce() -> V) -> V {
    V::REACHED
}

/// A verdict on an entry of a stack: its type says all, so there is one value of it.
pub trait Verdict {
    /// The value.
    const REACHED: Self;
}

macro_rules! verdicts {
    ($($verdict:ident$(<$param:ident>)? = $value:expr;)*) => {$(
        impl$(<$param>)? Verdict for $verdict$(<$param>)? {
            const REACHED: Self = $value;
        }
    )*};
}
verdicts! {
    Double<T> = Self(PhantomData);
    Woven<I> = Self(PhantomData);
    Framed<I> = Self(PhantomData);
    Ends<I> = Self(PhantomData);
    Misfit = Self;
    Hidden = Self;
    Refused = Self;
    NoStage = Self;
    EndMisfit = Self;
}
