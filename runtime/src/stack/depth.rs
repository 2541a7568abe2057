//! Depth: how many frames a request has nested, counted at compile time to place the boundaries.

use super::{
    nest::Boxed,
    prefix::{Boundary, Link, Prefix, Then},
};
use crate::{context::Scope, service::Service};

/// A number of nested frames since the last boundary.
pub trait Depth {
    /// One frame more.
    type Deeper: Depth;
    /// The prefix `P` with the link `W`, and a boundary between them where the nest is deep.
    type Push<P: Prefix, W: Link>: Prefix;

    /// A fragment of this depth: with a boundary of its own where it is long.
    type Sealed<C: Scope, S: Service<C>>: Service<C>;

    /// The rest of a fragment below so many stages: beyond a boundary where they are as many as fit.
    type Cut<C: Scope, S: Service<C>>: Service<C>;

    /// Puts the boundary of a fragment in place.
    fn seal<C: Scope, S: Service<C>>(fragment: S) -> Self::Sealed<C, S>;
    /// Puts the boundary within a fragment in place.
    fn cut<C: Scope, S: Service<C>>(rest: S) -> Self::Cut<C, S>;
    /// Appends the link.
    fn push<P: Prefix, W: Link>(prefix: P, link: W) -> Self::Push<P, W>;
}

macro_rules! depths {
    ($(#[$doc:meta])* $this:ident $form:ident, $next:ident $next_form:ident $(, $more:ident $more_form:ident)*) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $this;

        impl Depth for $this {
            type Deeper = $next;
            type Push<P: Prefix, W: Link> = Then<P, W>;

            depths!(@seal $form);
            fn push<P: Prefix, W: Link>(prefix: P, link: W) -> Then<P, W> {
                Then(prefix, link)
            }
        }

        depths!(/** One frame more. */ $next $next_form $(, $more $more_form)*);
    };
    (@seal short) => {
        type Sealed<C: Scope, S: Service<C>> = S;
        type Cut<C: Scope, S: Service<C>> = S;
        fn seal<C: Scope, S: Service<C>>(fragment: S) -> S {
            fragment
        }
        fn cut<C: Scope, S: Service<C>>(rest: S) -> S {
            rest
        }
    };
    (@seal long) => {
        type Sealed<C: Scope, S: Service<C>> = Boxed<S>;
        type Cut<C: Scope, S: Service<C>> = S;
        fn seal<C: Scope, S: Service<C>>(fragment: S) -> Boxed<S> {
            Boxed(fragment)
        }
        fn cut<C: Scope, S: Service<C>>(rest: S) -> S {
            rest
        }
    };
    (@seal full) => {
        type Sealed<C: Scope, S: Service<C>> = Boxed<S>;
        type Cut<C: Scope, S: Service<C>> = Boxed<S>;
        fn seal<C: Scope, S: Service<C>>(fragment: S) -> Boxed<S> {
            Boxed(fragment)
        }
        fn cut<C: Scope, S: Service<C>>(rest: S) -> Boxed<S> {
            Boxed(rest)
        }
    };
    ($(#[$doc:meta])* $this:ident $form:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $this;

        impl Depth for $this {
            type Deeper = Self;
            type Push<P: Prefix, W: Link> = Then<Then<P, Boundary>, W>;

            depths!(@seal $form);
            fn push<P: Prefix, W: Link>(prefix: P, link: W) -> Self::Push<P, W> {
                Then(Then(prefix, Boundary), link)
            }
        }
    };
}

// What one nested frame is made of takes six of rustc's 128 queries; twelve frames leave room for
// the router, a handler, and the server's own futures around them. In a fragment whose type is hidden
// nobody knows how many frames a stage has (an optional one has two, a traced one three), so six
// stages fill it.
depths!(
    /** No frame yet. */
    Shallow short, One short, Two short, Three short, Four long, Five long, Six full, Seven long,
    Eight long, Nine long, Ten long, Eleven long, Twelve full
);
