//! Draft: a fragment in the making, which gathers what its stages need from above.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{Fragment, Nothing, Sequence, surroundings::Surroundings};
use crate::{
    context::{Lends, LendsOne, Needs, Optional, Provides, Reading},
    describe::StageInfo,
    stack::{
        ahead::Ahead,
        finding::{Finding, Found, Late, Missing, Twice, Unprovided},
        probe::{Seek, Uncons, Unresolved},
    },
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
    pub fn seek<R: Uncons>(&self, _: &Remaining<M, R>) -> Seek<Inside<L, N>, A, M, R::Head> {
        Seek::new()
    }

    /// The draft with the next stage, unless something bad was found about it.
    fn with<F: Finding>(self, finding: &F, stage: M) -> Draft<(L, M::Lends), N, A, F::Part<P, M>>
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
    fn without(self) -> Draft<L, N, A, P> {
        Draft {
            parts: self.parts,
            described: self.described,
            shape: PhantomData,
        }
    }
}

/// The context inside of a fragment, below stages that lend `L`.
type Inside<L, N> = <L as Lends>::Onto<Surroundings<N>>;

/// The needs `R` of `M` that have not been asked for yet.
#[derive(Debug)]
pub struct Remaining<M, R>(Shape<(M, R)>);

impl<M, R: Uncons> Remaining<M, R> {
    /// Those after the first.
    pub fn tail(&self) -> Remaining<M, R::Tail> {
        Remaining(PhantomData)
    }
}

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
    fn verdict(&self) -> NoPart {
        NoPart
    }
}
impl<C, M: Unresolved> DraftIsUnresolved for &&&DraftProbe<C, M> {}

/// The stage lends what a stage of the fragment lends already.
pub trait DraftLendsAgain<T, I> {
    /// The verdict.
    fn verdict(&self) -> Again<T> {
        Again(PhantomData)
    }
}
impl<C: Provides<T, I>, M: Stage<Lends: LendsOne<Value = T>>, T: Send + Sync + 'static, I>
    DraftLendsAgain<T, I> for &&DraftProbe<C, M>
{
}

/// It is a stage.
pub trait DraftFits {
    /// The verdict.
    fn verdict(&self) -> Part {
        Part
    }
}
impl<C, M: Stage> DraftFits for &DraftProbe<C, M> {}

/// It is no stage.
pub trait DraftIsNoStage {
    /// The verdict.
    fn verdict(&self) -> NoPart {
        NoPart
    }
}
impl<C, M> DraftIsNoStage for DraftProbe<C, M> {}

/// A stage that lends a `T` once too often.
#[derive(Debug)]
pub struct Again<T>(Shape<T>);
/// A stage.
#[derive(Debug)]
pub struct Part;
/// No stage.
#[derive(Debug)]
pub struct NoPart;

impl<T> Again<T> {
    /// It is lent twice.
    pub fn begin<M>(&self, _: &M) -> Twice<T, M> {
        Twice(PhantomData)
    }
    /// What else it needs is asked when it stands alone.
    pub fn needs<M>(&self, _: &M) -> Remaining<M, ()> {
        Remaining(PhantomData)
    }
    /// Goes on with the stage above.
    pub fn admit<L: Lends, N: Needs, M, A, P, F>(
        self,
        _: &F,
        draft: Draft<L, N, Ahead<M, A>, P>,
        _: M,
    ) -> Draft<L, N, A, P> {
        draft.without()
    }
}

impl Part {
    /// Nothing is lent twice.
    pub fn begin<M>(&self, _: &M) -> Found {
        Found
    }
    /// What the stage needs.
    pub fn needs<M: Stage>(&self, _: &M) -> Remaining<M, M::Needs> {
        Remaining(PhantomData)
    }
    /// Admits the stage.
    pub fn admit<L: Lends, N: Needs, M: Stage, A, P, F: Finding>(
        self,
        finding: &F,
        draft: Draft<L, N, Ahead<M, A>, P>,
        stage: M,
    ) -> Draft<(L, M::Lends), N, A, F::Part<P, M>> {
        draft.with(finding, stage)
    }
}

impl NoPart {
    /// Nothing is lent.
    pub fn begin<M>(&self, _: &M) -> Found {
        Found
    }
    /// Nothing is needed.
    pub fn needs<M>(&self, _: &M) -> Remaining<M, ()> {
        Remaining(PhantomData)
    }
    /// Goes on without the entry.
    pub fn admit<L: Lends, N: Needs, M, A, P, F>(
        self,
        _: &F,
        draft: Draft<L, N, Ahead<M, A>, P>,
        _: M,
    ) -> Draft<L, N, A, P> {
        draft.without()
    }
}

/// The verdict on a stage of a fragment, the first bad finding, and the draft with what it needs.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_examine_draft {
    ($draft:ident, $stage:ident) => {{
        let verdict = (&&&&$crate::__private::DraftProbe::of(&$draft, &$stage)).verdict();
        let found = verdict.begin(&$stage);
        let needs = verdict.needs(&$stage);
        $crate::__private::examine_draft!(@next verdict, $draft, found, needs, . . . . . . . .)
    }};
    (@next $verdict:ident, $draft:ident, $found:ident, $needs:ident,) => {{
        let _ = $needs;
        ($verdict, $found, $draft)
    }};
    (@next $verdict:ident, $draft:ident, $found:ident, $needs:ident, . $($more:tt)*) => {{
        let finding = (&&&&&$draft.seek(&$needs)).find();
        let (draft, finding) = $draft.claim(finding);
        let found = $crate::__private::Finding::and($found, finding);
        let needs = $needs.tail();
        $crate::__private::examine_draft!(@next $verdict, draft, found, needs, $($more)*)
    }};
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

/// What a finding does to the needs of a draft: a value that is not there becomes one of them.
pub trait Claim<N> {
    /// The needs afterwards.
    type Needs;
    /// What is still bad.
    type Left;
    /// That.
    fn left(self) -> Self::Left;
}

impl<N> Claim<N> for Found {
    type Needs = N;
    type Left = Self;
    fn left(self) -> Self {
        self
    }
}

impl<N, T, M, By> Claim<N> for Late<T, M, By> {
    type Needs = N;
    type Left = Self;
    fn left(self) -> Self {
        self
    }
}

impl<N, T, M> Claim<N> for Twice<T, M> {
    type Needs = N;
    type Left = Self;
    fn left(self) -> Self {
        self
    }
}

impl<N: Append<T>, T, M> Claim<N> for Unprovided<T, M> {
    type Needs = N::Wishing;
    type Left = Found;
    fn left(self) -> Found {
        Found
    }
}

impl<N: Append<T>, T, M> Claim<N> for Missing<T, M> {
    type Needs = N::Longer;
    type Left = Found;
    fn left(self) -> Found {
        Found
    }
}

/// A list of needs with one more at its end.
pub trait Append<T> {
    /// The longer list.
    type Longer;
    /// The list that is longer by an optional one.
    type Wishing;
}
impl<T> Append<T> for () {
    type Longer = (T, ());
    type Wishing = Optional<T, ()>;
}
impl<T> Append<T> for Reading {
    type Longer = (T, Self);
    type Wishing = Optional<T, Self>;
}
impl<T, H, R: Append<T>> Append<T> for (H, R) {
    type Longer = (H, R::Longer);
    type Wishing = (H, R::Wishing);
}
impl<T, H, R: Append<T>> Append<T> for Optional<H, R> {
    type Longer = Optional<H, R::Longer>;
    type Wishing = Optional<H, R::Wishing>;
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
