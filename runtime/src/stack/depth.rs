//! Depth: how many frames a request has nested, counted at compile time to place the boundaries.

use super::prefix::{Boundary, Link, Prefix, Then};

/// A number of nested frames since the last boundary.
pub trait Depth {
    /// One frame more.
    type Deeper: Depth;
    /// The prefix `P` with the link `W`, and a boundary between them where the nest is deep.
    type Push<P: Prefix, W: Link>: Prefix;

    /// Appends the link.
    fn push<P: Prefix, W: Link>(prefix: P, link: W) -> Self::Push<P, W>;
}

macro_rules! depths {
    ($(#[$doc:meta])* $this:ident, $next:ident $(, $more:ident)*) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $this;

        impl Depth for $this {
            type Deeper = $next;
            type Push<P: Prefix, W: Link> = Then<P, W>;

            fn push<P: Prefix, W: Link>(prefix: P, link: W) -> Then<P, W> {
                Then(prefix, link)
            }
        }

        depths!(/** One frame more. */ $next $(, $more)*);
    };
    ($(#[$doc:meta])* $this:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $this;

        impl Depth for $this {
            type Deeper = Self;
            type Push<P: Prefix, W: Link> = Then<Then<P, Boundary>, W>;

            fn push<P: Prefix, W: Link>(prefix: P, link: W) -> Self::Push<P, W> {
                Then(Then(prefix, Boundary), link)
            }
        }
    };
}

// The layout of one nested frame takes five of rustc's 128 queries; sixteen frames leave room for
// the router, a handler, and the server's own futures around them.
depths!(
    /** No frame yet. */
    Shallow, One, Two, Three, Four, Five, Six, Seven, Eight, Nine, Ten, Eleven, Twelve, Thirteen,
    Fourteen, Fifteen, Sixteen
);
