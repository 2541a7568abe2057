//! Fragment: several stages as one, to be written once and used in several stacks.
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

mod carry;
mod claim;
mod draft;
pub(crate) mod part;
mod surroundings;

use std::marker::PhantomData;

use carry::Normal;
pub use draft::Draft;
pub use part::DraftProbe;
pub use surroundings::Surroundings;
pub use surroundings::Wished;
use surroundings::{Leave, Outside};

use crate::{
    Request, Response,
    context::{Args, Clock as _, Lends, Needs, Running, Scope, Untimed},
    describe::{Kind, StageInfo},
    service::Service,
    stack::{
        Weave,
        depth::{Depth, Shallow},
        nest::Layered,
        prefix::Prefix,
    },
    stage::{Stage, Under},
};

/// Several stages as one: what `middleware_stack!` makes of a stack without an end.
///
/// `N` is what its stages need from above and do not lend to each other, in the order in which they
/// need it. In a stack it is taken apart, so that it costs what its stages cost; behind
/// `impl Stage<…>` it has a frame of its own.
pub struct Fragment<P, N, J> {
    parts: P,
    described: Vec<StageInfo>,
    shape: PhantomData<fn() -> (N, J)>,
}

impl<P, N, J> std::fmt::Debug for Fragment<P, N, J> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.described.iter().map(|stage| &stage.name);
        f.write_str("Fragment")?;
        f.debug_list().entries(names).finish()
    }
}

#[diagnostic::do_not_recommend]
impl<P, N, J> Stage for Fragment<P, N, J>
where
    P: Timeable<N, J>,
    P::Lends: Normal,
    N: for<'a> Needs<Seen<'a> = ()>,
    J: 'static,
{
    type Needs = N;
    type Lends = <P::Lends as Normal>::Out;
    type Form = Chain;
    const NAME: &'static str = "fragment";
    // Its stages are timed, each by itself.
    const IS_TIMED: bool = false;

    fn describe(&self) -> StageInfo {
        let mut info = StageInfo::new(Self::NAME, Kind::Fragment).of::<N, Self::Lends>();
        info.stages.clone_from(&self.described);
        info
    }

    async fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> Response
    where
        C: Args<N, I>,
        S: Service<Under<Self, C>>,
    {
        let outside = Outside::<C>(cx);
        let inside = (
            C::args((), C::shorten(cx)),
            &outside as &dyn surroundings::Handlers,
            C::clock(C::shorten(cx)),
        );
        let leave = Leave::<P::Lends, Surroundings<N, C::Clock>, C, S> {
            rest,
            cx,
            shape: PhantomData,
        };
        // A frame of its own on the heap where the fragment is long, and one for what is below it: see
        // `stack::depth`.
        let leave = <P::Depth as Depth>::seal(leave);
        let nest = <P::Depth as Depth>::seal(C::Clock::nest::<P, N, J, _>(&self.parts, leave));
        nest.call(request, inside).await
    }
}

/// The form of a fragment: a stack takes it apart.
#[derive(Debug)]
pub struct Chain;

impl<C, P, N, J, I> Weave<C, Fragment<P, N, J>, I> for Chain
where
    C: Scope,
    P: Unroll<C, I>,
{
    type Woven<Q: Prefix> = P::Woven<Q>;

    fn weave<Q: Prefix>(prefix: Q, fragment: Fragment<P, N, J>) -> P::Woven<Q> {
        fragment.parts.unroll(prefix)
    }
}

/// No stage.
#[derive(Debug)]
pub struct Nothing;

/// The stages `Q` and then `M`.
#[derive(Debug)]
pub struct Followed<Q, M>(Q, M);

impl<Q, M> Followed<Q, M> {
    pub(crate) fn new(parts: Q, stage: M) -> Self {
        Self(parts, stage)
    }
}

/// Stages that are woven into a stack one by one; their borrowed values are at the places `I`.
pub trait Unroll<C: Scope, I> {
    /// What they lend.
    type Lends: Lends;
    /// The prefix with all of them.
    type Woven<Q: Prefix>: Prefix;
    /// Weaves them in.
    fn unroll<Q: Prefix>(self, prefix: Q) -> Self::Woven<Q>;
}

impl<C: Scope> Unroll<C, ()> for Nothing {
    type Lends = ();
    type Woven<Q: Prefix> = Q;

    fn unroll<Q: Prefix>(self, prefix: Q) -> Q {
        prefix
    }
}

impl<C, P, M, I, K> Unroll<C, (I, K)> for Followed<P, M>
where
    C: Scope,
    P: Unroll<C, I>,
    M: Stage<Form: Weave<<P::Lends as Lends>::Onto<C>, M, K>>,
{
    type Lends = (P::Lends, M::Lends);
    type Woven<Q: Prefix> =
        <M::Form as Weave<<P::Lends as Lends>::Onto<C>, M, K>>::Woven<P::Woven<Q>>;

    fn unroll<Q: Prefix>(self, prefix: Q) -> Self::Woven<Q> {
        M::Form::weave(self.0.unroll(prefix), self.1)
    }
}

/// What several stages are together, wherever they stand.
pub trait Parts: Send + Sync + 'static {
    /// What they lend.
    type Lends: Lends;
    /// How many there are since the last boundary.
    type Depth: Depth;
}

impl Parts for Nothing {
    type Lends = ();
    type Depth = Shallow;
}

impl<P: Parts, M: Stage + 'static> Parts for Followed<P, M> {
    type Lends = (P::Lends, M::Lends);
    type Depth = <P::Depth as Depth>::Deeper;
}

/// Stages that are nested by reference, whether or not there is a clock around them.
///
/// A fragment does not know what is around it: so it is one of two nests, and the context chooses by its
/// type. The other one is never built.
pub trait Timeable<N: Needs, J>:
    Sequence<Surroundings<N, Untimed>, J> + Sequence<Surroundings<N, Running>, J>
{
}
impl<N: Needs, J, P> Timeable<N, J> for P where
    P: Sequence<Surroundings<N, Untimed>, J> + Sequence<Surroundings<N, Running>, J>
{
}

/// Stages that are nested by reference; their borrowed values are at the places `J`.
pub trait Sequence<C: Scope, J>: Parts {
    /// All of them around `S`.
    type Nest<'r, S: Service<<Self::Lends as Lends>::Onto<C>>>: Service<C>;
    /// Nests them.
    fn nest<'r, S: Service<<Self::Lends as Lends>::Onto<C>>>(
        &'r self,
        rest: S,
    ) -> Self::Nest<'r, S>;
}

impl<C: Scope> Sequence<C, ()> for Nothing {
    type Nest<'r, S: Service<C>> = S;

    fn nest<S: Service<C>>(&self, rest: S) -> S {
        rest
    }
}

impl<C, P, M, I, K> Sequence<C, (I, K)> for Followed<P, M>
where
    C: Scope,
    P: Sequence<C, I>,
    M: Stage + 'static,
    K: 'static,
    <P::Lends as Lends>::Onto<C>: Args<M::Needs, K>,
{
    type Nest<'r, S: Service<<Self::Lends as Lends>::Onto<C>>> = P::Nest<
        'r,
        <P::Depth as Depth>::Cut<<P::Lends as Lends>::Onto<C>, Layered<Lent<'r, M>, K, S>>,
    >;

    fn nest<'r, S: Service<<Self::Lends as Lends>::Onto<C>>>(
        &'r self,
        rest: S,
    ) -> Self::Nest<'r, S> {
        let Self(before, stage) = self;
        before.nest(<P::Depth as Depth>::cut(Layered {
            stage: Lent(stage),
            rest,
            places: PhantomData,
        }))
    }
}

/// A stage that belongs to a fragment.
#[derive(Debug)]
pub struct Lent<'r, M>(&'r M);

#[diagnostic::do_not_recommend]
impl<M: Stage> Stage for Lent<'_, M> {
    type Needs = M::Needs;
    type Lends = M::Lends;
    type Form = M::Form;
    const NAME: &'static str = M::NAME;
    const IS_TIMED: bool = M::IS_TIMED;

    fn describe(&self) -> StageInfo {
        self.0.describe()
    }

    #[inline]
    fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Args<Self::Needs, I>,
        S: Service<Under<Self, C>>,
    {
        self.0.handle::<C, I, S>(request, cx, rest)
    }
}
