//! Part: asks whether an entry can be a part of a fragment, as `probe` asks of a stage in a stack.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{
    draft::{Draft, Remaining},
    surroundings::Surroundings,
};
use crate::{
    context::{Lends, LendsOne, Needs, Provides},
    endpoint::Endpoint,
    stack::{
        ahead::Ahead,
        finding::Finding,
        probe::{Declared, Unresolved},
        query::Asked,
        verdict::{Double, Hidden, NoStage, Part, Refused},
    },
    stage::Stage,
};

type Shape<T> = PhantomData<fn() -> T>;

/// Asks whether `M` is a stage that can stand next, in the context `C`.
#[derive(Debug)]
pub struct DraftProbe<C, M>(Shape<(C, M)>);

impl<C, M> DraftProbe<C, M> {
    /// Asks of this stage in this draft.
    pub fn of<L: Lends<Onto<Surroundings<N>> = C>, N: Needs, A, P>(
        _: &Draft<L, N, A, P>,
        _: &M,
    ) -> Self {
        Self(PhantomData)
    }
}

/// The stage has a type that does not exist; the compiler has said so.
pub trait DraftIsUnresolved {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, M: Unresolved> DraftIsUnresolved for &&&&&DraftProbe<C, M> {}

/// The stage lends what a stage of the fragment lends already.
pub trait DraftLendsAgain<T, I> {
    /// The verdict.
    fn verdict(&self) -> Double<T> {
        Double(PhantomData)
    }
}
impl<C: Provides<T, I>, M: Stage<Lends: LendsOne<Value = T>>, T: Send + Sync + 'static, I>
    DraftLendsAgain<T, I> for &&&&DraftProbe<C, M>
{
}

/// It is a stage.
pub trait DraftFits {
    /// The verdict.
    fn verdict(&self) -> Part {
        Part
    }
}
impl<C, M: Stage<Needs: Asked>> DraftFits for &&&DraftProbe<C, M> {}

/// It is a stage, and hides what it needs.
pub trait DraftHides {
    /// The verdict.
    fn verdict(&self) -> Hidden {
        Hidden
    }
}
impl<C, M: Stage> DraftHides for &&DraftProbe<C, M> {}

/// It is a handler, which stands at the end: told here, though it was declared without a mistake.
pub trait DraftStandsAtTheEnd {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, M: Endpoint> DraftStandsAtTheEnd for &&DraftProbe<C, M> {}

/// The stage was refused where it is declared, and nothing is added.
pub trait DraftIsRefused {
    /// The verdict.
    fn verdict(&self) -> Refused {
        Refused
    }
}
impl<C, M: Declared> DraftIsRefused for &DraftProbe<C, M> {}

/// It is no stage.
pub trait DraftIsNoStage {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, M> DraftIsNoStage for DraftProbe<C, M> {}

impl Part {
    /// What the stage needs.
    pub fn needs<M: Stage>(&self, _: &M) -> Remaining<M, M::Needs> {
        Remaining(PhantomData)
    }
    /// Makes the stage a part.
    pub fn join<L: Lends, N: Needs, M: Stage, A, P, F: Finding>(
        self,
        finding: &F,
        draft: Draft<L, N, Ahead<M, A>, P>,
        stage: M,
    ) -> Draft<(L, M::Lends), N, A, F::Part<P, M>> {
        draft.with(finding, stage)
    }
}

/// A verdict after which the entry is no part of the fragment.
macro_rules! goes_without {
    ($($verdict:ident$(<$param:ident>)?),*) => {$(
        impl$(<$param>)? $verdict$(<$param>)? {
            /// Needs nothing.
            pub fn needs<M>(&self, _: &M) -> Remaining<M, ()> {
                Remaining(PhantomData)
            }
            /// Goes on without the entry.
            pub fn join<L: Lends, N: Needs, M, A, P, F>(
                self,
                _: &F,
                draft: Draft<L, N, Ahead<M, A>, P>,
                _: M,
            ) -> Draft<L, N, A, P> {
                draft.without()
            }
        }
    )*};
}
goes_without!(Double<T>, Hidden, Refused, NoStage);

/// The verdict on a stage of a fragment, the first bad finding, and the draft with what it needs.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine_draft {
    ($draft:ident, $stage:ident) => {{
        let verdict = (&&&&&&$crate::__private::DraftProbe::of(&$draft, &$stage)).verdict();
        let found = verdict.begin(&$stage);
        let needs = verdict.needs(&$stage);
        $crate::__private::examine_draft!(@next verdict, $draft, found, needs, . . . . . . . .)
    }};
    (@next $verdict:ident, $draft:ident, $found:ident, $needs:ident,) => {{
        let _ = $needs;
        ($verdict, $found, $draft)
    }};
    (@next $verdict:ident, $draft:ident, $found:ident, $needs:ident, . $($more:tt)*) => {{
        let finding = $draft.seek(&$needs).find();
        let (draft, finding) = $draft.claim(finding);
        let found = $crate::__private::Finding::and($found, finding);
        let needs = $needs.tail();
        $crate::__private::examine_draft!(@next $verdict, draft, found, needs, $($more)*)
    }};
}
