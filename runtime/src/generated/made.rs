//! Made: what `middleware_stack!` makes, handed to what stands around its call.

use crate::{App, fragment::Fragment};

/// A stack that is complete.
pub trait Made {
    /// It.
    type Whole;

    /// Hands it over.
    fn whole(self) -> Self::Whole;
}

impl<V, S> Made for App<V, S> {
    type Whole = Self;

    #[inline]
    fn whole(self) -> Self {
        self
    }
}

impl<P, N, J> Made for Fragment<P, N, J> {
    type Whole = Self;

    #[inline]
    fn whole(self) -> Self {
        self
    }
}

/// The value of the macro's call.
///
/// It tells the arguments nothing of the type that is expected: where that is another one, the compiler
/// tells of the stack, and not of how we make it.
#[inline]
pub fn made<M: Made>(stack: M) -> M::Whole {
    stack.whole()
}
