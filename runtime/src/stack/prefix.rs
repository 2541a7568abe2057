//! Prefix: the stages that have been declared so far, outermost first, waiting for what they wrap.

use std::marker::PhantomData;

use super::{
    depth::{Depth, Shallow},
    ending::NoHandler,
    group::{Both, Grouped},
    nest::{Boxed, Layered},
};

/// Stages that wait for the service which they will wrap.
pub trait Prefix {
    /// All of them around `S`.
    type Around<S>;
    /// The frames that one request nests in them.
    type Depth: Depth;
    /// Itself with the hook `M`, which joins the hooks just above it.
    type Join<M, I>: Prefix;

    /// Wraps the service.
    fn around<S>(self, service: S) -> Self::Around<S>;
    /// Appends a hook.
    fn join<M, I>(self, hook: M) -> Self::Join<M, I>;
}

/// No stage yet.
///
/// `D` is the depth at which this part of the stack begins.
#[derive(Debug)]
pub struct Outermost<D = Shallow>(PhantomData<D>);

impl<D> Default for Outermost<D> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<D: Depth> Prefix for Outermost<D> {
    type Around<S> = S;
    type Depth = D;
    type Join<M, I> = Then<Self, Hooks<M, I>>;

    fn around<S>(self, service: S) -> S {
        service
    }
    fn join<M, I>(self, hook: M) -> Self::Join<M, I> {
        Then(self, Hooks(hook, PhantomData))
    }
}

/// The prefix `P` and then the link `W`.
#[derive(Debug)]
pub struct Then<P, W>(pub(crate) P, pub(crate) W);

impl<P: Prefix, W: Link> Prefix for Then<P, W> {
    type Around<S> = P::Around<W::Around<S>>;
    type Depth = W::Below<P::Depth>;
    type Join<M, I> = W::Join<P, M, I>;

    fn around<S>(self, service: S) -> Self::Around<S> {
        self.0.around(self.1.around(service))
    }
    fn join<M, I>(self, hook: M) -> Self::Join<M, I> {
        self.1.join(self.0, hook)
    }
}

/// One link of a prefix.
pub trait Link {
    /// The link around `S`.
    type Around<S>;
    /// The depth below the link.
    type Below<D: Depth>: Depth;
    /// The prefix `P`, this link, and the hook `M`.
    type Join<P: Prefix, M, I>: Prefix;

    /// Wraps the service.
    fn around<S>(self, service: S) -> Self::Around<S>;
    /// Appends a hook to the prefix that ends with this link.
    fn join<P: Prefix, M, I>(self, prefix: P, hook: M) -> Self::Join<P, M, I>;
}

/// A stage with a frame of its own, or several: `W` says how many.
#[derive(Debug)]
pub struct Frame<M, I, W = OneFrame>(pub(crate) M, pub(crate) PhantomData<fn() -> (I, W)>);

impl<M, I, W: Weight> Link for Frame<M, I, W> {
    type Around<S> = Layered<M, I, S>;
    type Below<D: Depth> = W::Below<D>;
    type Join<P: Prefix, N, J> = Then<Then<P, Self>, Hooks<N, J>>;

    fn around<S>(self, rest: S) -> Self::Around<S> {
        Layered {
            stage: self.0,
            rest,
            places: PhantomData,
        }
    }
    fn join<P: Prefix, N, J>(self, prefix: P, hook: N) -> Self::Join<P, N, J> {
        Then(Then(prefix, self), Hooks(hook, PhantomData))
    }
}

/// How many frames a stage nests.
pub trait Weight {
    /// The depth below it.
    type Below<D: Depth>: Depth;
}

/// The stage's own future is the frame.
#[derive(Debug)]
pub struct OneFrame;
impl Weight for OneFrame {
    type Below<D: Depth> = D::Deeper;
}

/// A frame around the stage's own: something is left to do with what it returns.
#[derive(Debug)]
pub struct TwoFrames;
impl Weight for TwoFrames {
    type Below<D: Depth> = <D::Deeper as Depth>::Deeper;
}

/// The type of the stage is hidden: as many as a fragment without a boundary of its own can have.
#[derive(Debug)]
pub struct FourFrames;
impl Weight for FourFrames {
    type Below<D: Depth> = <<<D::Deeper as Depth>::Deeper as Depth>::Deeper as Depth>::Deeper;
}

/// Neighbouring hooks in one frame.
#[derive(Debug)]
pub struct Hooks<G, I>(pub(crate) G, pub(crate) PhantomData<fn() -> I>);

impl<G, I> Link for Hooks<G, I> {
    type Around<S> = Grouped<G, I, S>;
    type Below<D: Depth> = D::Deeper;
    type Join<P: Prefix, N, J> = Then<P, Hooks<Both<G, N>, (I, J)>>;

    fn around<S>(self, rest: S) -> Self::Around<S> {
        Grouped {
            group: self.0,
            rest,
            places: PhantomData,
        }
    }
    fn join<P: Prefix, N, J>(self, prefix: P, hook: N) -> Self::Join<P, N, J> {
        Then(prefix, Hooks(Both(self.0, hook), PhantomData))
    }
}

/// A boxed boundary.
#[derive(Debug)]
pub struct Boundary;

impl Link for Boundary {
    type Around<S> = Boxed<S>;
    type Below<D: Depth> = Shallow;
    type Join<P: Prefix, N, J> = Then<Then<P, Self>, Hooks<N, J>>;

    fn around<S>(self, rest: S) -> Boxed<S> {
        Boxed(rest)
    }
    fn join<P: Prefix, N, J>(self, prefix: P, hook: N) -> Self::Join<P, N, J> {
        Then(Then(prefix, self), Hooks(hook, PhantomData))
    }
}

/// The place of a stage that the compiler has refused: what lacks a value below is not told of again.
#[derive(Debug)]
pub struct Gap;

impl Link for Gap {
    type Around<S> = NoHandler;
    type Below<D: Depth> = D;
    type Join<P: Prefix, N, J> = Then<Then<P, Self>, Hooks<N, J>>;

    fn around<S>(self, _: S) -> NoHandler {
        NoHandler
    }
    fn join<P: Prefix, N, J>(self, prefix: P, hook: N) -> Self::Join<P, N, J> {
        Then(Then(prefix, self), Hooks(hook, PhantomData))
    }
}
