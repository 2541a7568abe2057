//! Asked: what the probes would say, without code that asks them.

use std::marker::PhantomData;

use super::{
    ending::{EndMisfit, Ends},
    verdict::{Double, Framed, Hidden, Misfit, NoStage, Refused, Woven},
};

/// The verdict that code would reach which never runs.
///
/// That code stands beside the call, under `if false`, for the type of its verdict: of all the questions
/// in it nothing is left in the program. It is no closure, because the compiler would then judge the
/// whole function once more for each.
#[must_use]
pub fn reached<V: Verdict>() -> V {
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
