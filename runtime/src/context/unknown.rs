//! Unknown: the context below an entry that the compiler has refused.

use super::{Below, Caught, Face, Guarded, Scope, Timed, Untimed};
use crate::{Request, failure::Failure};

/// What stands above is refused, so nobody knows what it would have lent.
#[derive(Debug)]
pub struct Unknown;

impl Scope for Unknown {
    type Refs<'a> = ();
    type Clock = Untimed;

    fn shorten<'a: 'b, 'b>((): ()) {}

    fn clock<'a>((): ()) -> Face<'a, Self> {}

    fn find<'a, T: 'static>((): ()) -> Option<&'a T> {
        None
    }

    fn catch<'a>((): (), _: &'a Failure, _: &'a Request) -> Caught<'a> {
        None
    }
}

/// A context with a refused entry above it: what is missing here might be that entry's.
pub trait Unsure {}

impl Unsure for Unknown {}
impl<T, C: Unsure> Unsure for Below<T, C> {}
impl<H, C: Unsure> Unsure for Guarded<H, C> {}
impl<C: Unsure> Unsure for Timed<C> {}
