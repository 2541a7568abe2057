//! Stranger: what stands where a stage or a handler should, and is neither.
//!
//! Of most values there is no more to say than that. Those that people often write by mistake are
//! familiar, and told in words of their own: each check gets what it is about, or what is proven.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a question is a receiver"
)]

use std::{marker::PhantomData, rc::Rc, sync::Arc};

use super::{
    probe::Unresolved,
    told::{StackAbove, Verified},
    told_of_entry::{
        AFuture, AHandler, AList, APointer, APromise, AStage, AWholeStack, AnOption, Plain,
    },
};
use crate::{Application, endpoint::Endpoint, stage::Stage};

type Shape<T> = PhantomData<fn() -> T>;

/// What the checks of an entry are about that should be a stage.
pub type ForStage<P, M, O, R, I, W, H> = ((P, Plain<M>), O, R, I, W, H);
/// What the checks of an entry are about that should be a handler.
pub type ForHandler<P, M, W, F, S> = ((P, Plain<M>), W, F, S);

/// An entry that is no familiar mistake, or none at all.
type Any<P, M> = ForStage<P, M, Verified, Verified, Verified, Verified, Verified>;
/// An end that is no familiar mistake, or none at all.
type AnyEnd<P, M> = ForHandler<P, M, Verified, Verified, Verified>;

const V: Verified = Verified;
const FINE: (Verified, Plain<()>) = (Verified, Plain(PhantomData));

/// Nothing is to be said of a stage.
pub type FineStage = Any<Verified, ()>;
pub(super) const A_STAGE: FineStage = (FINE, V, V, V, V, V);

/// Nothing is to be said of a handler.
pub type FineHandler = AnyEnd<Verified, ()>;
pub(super) const A_HANDLER: FineHandler = (FINE, V, V, V);

/// Asks what the entry `M` is, where a stage should be.
#[derive(Debug)]
pub struct StageStranger<M>(Shape<M>);
/// Asks what the entry `M` is, where a handler should be.
#[derive(Debug)]
pub struct EndStranger<M>(Shape<M>);

impl<M> StageStranger<M> {
    /// Asks of this entry.
    pub fn of(_: &M) -> Self {
        Self(PhantomData)
    }
}
impl<M> EndStranger<M> {
    /// Asks of this entry.
    pub fn of(_: &M) -> Self {
        Self(PhantomData)
    }
}

/// Something around a stage, as people know it from elsewhere.
pub trait HoldsStage {
    /// What it is called.
    type Kind: Default;
}
macro_rules! holders {
    ($([$($params:tt)*] $holder:ty => $kind:ty;)*) => {$(
        impl<M: Stage, $($params)*> HoldsStage for $holder {
            type Kind = $kind;
        }
    )*};
}
holders! {
    [] &M => APointer;
    [] Box<M> => APointer;
    [] Rc<M> => APointer;
    [] Arc<M> => APointer;
    [] Vec<M> => AList;
    [const N: usize] [M; N] => AList;
    [A: Stage] (M, A) => AList;
    [A: Stage, B: Stage] (M, A, B) => AList;
}

/// Its type does not exist, and the compiler has said so.
pub trait IsNobody {
    /// What the checks are about.
    fn kind(&self) -> FineStage {
        A_STAGE
    }
}
impl<M: Unresolved> IsNobody for &&&&&&StageStranger<M> {}

/// It is an `Option`.
pub trait IsOption {
    /// What the checks are about.
    fn kind(&self) -> ForStage<Verified, (), AnOption, Verified, Verified, Verified, Verified> {
        (FINE, AnOption, V, V, V, V)
    }
}
impl<M> IsOption for &&&&&StageStranger<Option<M>> {}

/// It leads to a stage.
pub trait IsPromise {
    /// What the checks are about.
    fn kind(&self) -> ForStage<Verified, (), Verified, APromise, Verified, Verified, Verified> {
        (FINE, V, APromise, V, V, V)
    }
}
impl<M: Stage, E> IsPromise for &&&&&StageStranger<Result<M, E>> {}
impl<F: Future<Output: Stage>> IsPromise for &&&&StageStranger<F> {}

/// It holds a stage.
pub trait IsHolder<K: Default> {
    /// What the checks are about.
    fn kind(&self) -> ForStage<Verified, (), Verified, Verified, K, Verified, Verified> {
        (FINE, V, V, K::default(), V, V)
    }
}
impl<M: HoldsStage> IsHolder<M::Kind> for &&&StageStranger<M> {}

/// It is a whole stack.
pub trait IsWhole {
    /// What the checks are about.
    fn kind(&self) -> ForStage<Verified, (), Verified, Verified, Verified, AWholeStack, Verified> {
        (FINE, V, V, V, AWholeStack, V)
    }
}
impl<A: Application> IsWhole for &&StageStranger<A> {}

/// It is a handler.
pub trait IsEndpoint {
    /// What the checks are about.
    fn kind(&self) -> ForStage<Verified, (), Verified, Verified, Verified, Verified, AHandler> {
        (FINE, V, V, V, V, AHandler)
    }
}
impl<M: Endpoint> IsEndpoint for &StageStranger<M> {}

/// It is anything else.
pub trait IsPlain<M> {
    /// What the checks are about.
    fn kind(&self) -> Any<StackAbove, M> {
        ((StackAbove, Plain(PhantomData)), V, V, V, V, V)
    }
}
impl<M> IsPlain<M> for StageStranger<M> {}

/// Its type does not exist, and the compiler has said so.
pub trait IsNobodyAtTheEnd {
    /// What the checks are about.
    fn kind(&self) -> FineHandler {
        A_HANDLER
    }
}
impl<M: Unresolved> IsNobodyAtTheEnd for &&&&EndStranger<M> {}

/// It is a whole stack.
pub trait IsWholeAtTheEnd {
    /// What the checks are about.
    fn kind(&self) -> ForHandler<Verified, (), AWholeStack, Verified, Verified> {
        (FINE, AWholeStack, V, V)
    }
}
impl<A: Application> IsWholeAtTheEnd for &&&EndStranger<A> {}

/// It is a future.
pub trait IsFuture {
    /// What the checks are about.
    fn kind(&self) -> ForHandler<Verified, (), Verified, AFuture, Verified> {
        (FINE, V, AFuture, V)
    }
}
impl<F: Future> IsFuture for &&EndStranger<F> {}

/// It is a stage.
pub trait IsLayer {
    /// What the checks are about.
    fn kind(&self) -> ForHandler<Verified, (), Verified, Verified, AStage> {
        (FINE, V, V, AStage)
    }
}
impl<M: Stage> IsLayer for &EndStranger<M> {}

/// It is anything else.
pub trait IsPlainAtTheEnd<M> {
    /// What the checks are about.
    fn kind(&self) -> AnyEnd<StackAbove, M> {
        ((StackAbove, Plain(PhantomData)), V, V, V)
    }
}
impl<M> IsPlainAtTheEnd<M> for EndStranger<M> {}
