//! Stack: the stages of one level, checked and woven one by one.
#![allow(
    single_use_lifetimes,
    clippy::elidable_lifetime_names,
    reason = "an associated type of a lifetime cannot leave it out"
)]
#![allow(
    unnameable_types,
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::type_complexity,
    reason = "machinery: inference finds these types, and generated code names the few that it needs"
)]

pub(crate) mod ahead;
mod asked;
pub(crate) mod depth;
mod ending;
pub(crate) mod finding;
mod frame;
pub(crate) mod group;
pub(crate) mod nest;
mod passage;
pub(crate) mod prefix;
pub(crate) mod probe;
pub(crate) mod query;
pub(crate) mod stranger;
pub(crate) mod told;
mod told_of_entry;
mod value;
pub(crate) mod verdict;
mod way;
mod weave;

use std::marker::PhantomData;

pub use ahead::Ahead;
pub use asked::reached;
pub use ending::EndProbe;
pub use finding::Finding;
pub(crate) use group::Group;
pub use prefix::{Outermost, Prefix};
pub use probe::{Declared, Probe};
pub use stranger::{EndStranger, StageStranger};
pub use told::{
    HiddenStage, IsOpen, ProvidedAbove, ProvidedInTime, ProvidedOnce, StackAbove, this_fragment,
};
pub use told_of_entry::{
    AFuture, AHandler, AList, APointer, APromise, AStage, AWholeStack, AnOption, HasNoEnd,
    IsHandler, IsNamed, IsStage, IsThereAlready, StandsAbove, StandsBehind, StandsByItself,
    StandsInBraces, StandsInOption,
};
pub use value::{IsReady, KeepProbe, NotReady, ReadyProbe, ValueProbe};
pub use way::{EntersAndLeaves, EntersAndLooksBack, Leaves, LooksBack, Stays, Way};

/// The traits through which the probes answer.
pub mod probes {
    pub use super::{
        ending::{
            EndFits as _, EndFitsNot as _, EndIsRefused as _, EndStandsAbove as _, IsNoEnd as _,
        },
        probe::{
            FitsInAFrame as _, FitsInItsForm as _, FitsNot as _, HidesItsNeeds as _,
            IsNoStage as _, IsRefused as _, IsUnresolved as _, LendsAgain as _,
            StandsAtTheEnd as _,
        },
        query::{ComesLater as _, IsAnywhere as _, IsSettled as _, IsThere as _},
        stranger::{
            IsEndpoint as _, IsFuture as _, IsHolder as _, IsLayer as _, IsNobody as _,
            IsNobodyAtTheEnd as _, IsOption as _, IsPlain as _, IsPlainAtTheEnd as _,
            IsPromise as _, IsWhole as _, IsWholeAtTheEnd as _,
        },
        told::Shown as _,
        value::{
            IsFallible as _, IsForMany as _, IsHeld as _, IsKept as _, IsNew as _, IsNotKept as _,
            IsPending as _, IsReadyMade as _, IsUnknown as _,
        },
    };
    pub use crate::fragment::part::{
        DraftFits as _, DraftHides as _, DraftIsNoStage as _, DraftIsRefused as _,
        DraftIsUnresolved as _, DraftLendsAgain as _, DraftStandsAtTheEnd as _,
    };
}
pub use weave::{Around, Doubled, Inline, Weave};

use self::depth::Depth;
use crate::context::{Provided, Scope};

/// The stages of one level that have been declared so far.
///
/// `C` is the context below them, `L` the stages still ahead, `P` the stages themselves.
#[derive(Debug)]
pub struct Stack<C, L, P> {
    prefix: P,
    shape: PhantomData<fn() -> (C, L)>,
}

impl<V, L> Stack<Provided<V>, L, Outermost> {
    /// A stack over the values of the application.
    pub fn over(_: &V, _: &L) -> Self {
        Self {
            prefix: Outermost::default(),
            shape: PhantomData,
        }
    }
}

impl<C: Scope, L, P: Prefix> Stack<C, L, P> {
    /// A nested stack, whose context begins with this one's.
    pub fn nested<M>(&self, _: &M) -> Stack<C, M, Outermost<<P::Depth as Depth>::Deeper>> {
        Stack {
            prefix: Outermost::default(),
            shape: PhantomData,
        }
    }

    fn with<D, M, Q>(self, prefix: impl FnOnce(P) -> Q) -> Stack<D, M, Q> {
        Stack {
            prefix: prefix(self.prefix),
            shape: PhantomData,
        }
    }
}

impl<C, L, P: Prefix> Stack<C, L, P> {
    /// Ends the stack: its stages around a service.
    pub fn close<S>(self, service: S) -> P::Around<S> {
        self.prefix.around(service)
    }
}
