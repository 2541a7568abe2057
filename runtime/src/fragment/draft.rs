//! Draft: a fragment in the making, which gathers what its stages need from above.
#![allow(
    clippy::unused_self,
    reason = "generated code asks through method resolution, so a question is a receiver"
)]

use std::marker::PhantomData;

use super::{Fragment, Nothing, Sequence, claim::Claim, surroundings::Surroundings};
use crate::{
    context::{Lends, Needs},
    describe::StageInfo,
    stack::{ahead::Ahead, finding::Finding, query::Asked},
    stage::Stage,
};

type Shape<T> = PhantomData<fn() -> T>;

/// The stages of a fragment that have been declared so far.
///
/// `L` is what they lend, `N` what they need from above, `A` the stages still ahead.
#[derive(Debug)]
pub struct Draft<L, N, A, P> {
    parts: P,
    described: Vec<StageInfo>,
    shape: Shape<(L, N, A)>,
}

impl<A> Draft<(), (), A, Nothing> {
    /// A fragment of these stages.
    pub fn of(_: &A) -> Self {
        Self {
            parts: Nothing,
            described: Vec::new(),
            shape: PhantomData,
        }
    }
}

impl<L: Lends, N: Needs, M, A, P> Draft<L, N, Ahead<M, A>, P> {
    /// Asks for the first of these needs, in the context that the stages so far make.
    pub fn seek<R: Asked>(&self, _: &Remaining<M, R>) -> R::First<Inside<L, N>, A, M> {
        R::first()
    }

    /// The draft with the next stage, unless something bad was found about it.
    pub(super) fn with<F: Finding>(
        self,
        finding: &F,
        stage: M,
    ) -> Draft<(L, M::Lends), N, A, F::Part<P, M>>
    where
        M: Stage,
    {
        let mut described = self.described;
        described.push(stage.describe());
        Draft {
            parts: finding.part(self.parts, stage),
            described,
            shape: PhantomData,
        }
    }

    /// The draft without the next entry.
    pub(super) fn without(self) -> Draft<L, N, A, P> {
        Draft {
            parts: self.parts,
            described: self.described,
            shape: PhantomData,
        }
    }
}

/// The context inside of a fragment, below stages that lend `L`.
pub(super) type Inside<L, N> = <L as Lends>::Onto<Surroundings<N>>;

/// The needs `R` of `M` that have not been asked for yet.
#[derive(Debug)]
pub struct Remaining<M, R>(pub(super) Shape<(M, R)>);

impl<M, R: Asked> Remaining<M, R> {
    /// Those after the first.
    pub fn tail(&self) -> Remaining<M, R::Tail> {
        Remaining(PhantomData)
    }
}

impl<L, N, A, P> Draft<L, N, A, P> {
    /// The draft with the needs that a finding leaves it with.
    pub fn claim<F: Claim<N>>(self, finding: F) -> (Draft<L, F::Needs, A, P>, F::Left) {
        let draft = Draft {
            parts: self.parts,
            described: self.described,
            shape: PhantomData,
        };
        (draft, finding.left())
    }
}

impl<L, N, P> Draft<L, N, (), P> {
    /// The finished fragment.
    pub fn finish<J>(self) -> Fragment<P, N, J>
    where
        N: Needs,
        P: Sequence<Surroundings<N>, J>,
    {
        Fragment {
            parts: self.parts,
            described: self.described,
            shape: PhantomData,
        }
    }
}
