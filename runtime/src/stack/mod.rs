//! Stack: the stages of one level, checked and woven one by one.

mod ahead;
pub(crate) mod depth;
mod ending;
mod finding;
pub(crate) mod group;
mod nest;
mod prefix;
mod probe;
mod weave;

use std::marker::PhantomData;

pub use ahead::Ahead;
pub use ending::EndProbe;
pub use finding::{Finding, IsHandler, IsStage, Lends, LendsInTime};
pub use prefix::{Outermost, Prefix};
pub use probe::{Probe, Query, Seek};
pub use weave::{Around, Inline, Weave};

use crate::{
    context::{Provided, Scope},
    describe::StageInfo,
};

/// The stages of one level that have been declared so far.
///
/// `C` is the context below them, `L` the stages still ahead, `P` the stages themselves.
#[derive(Debug)]
pub struct Stack<C, L, P> {
    pub(crate) prefix: P,
    pub(crate) described: Vec<StageInfo>,
    shape: PhantomData<fn() -> (C, L)>,
}

impl<V, L> Stack<Provided<V>, L, Outermost> {
    /// A stack over the values of the application.
    pub fn over(_: &V, _: &L) -> Self {
        Self {
            prefix: Outermost::default(),
            described: Vec::new(),
            shape: PhantomData,
        }
    }
}

impl<C: Scope, L, P: Prefix> Stack<C, L, P> {
    fn with<D, M, Q>(self, info: Option<StageInfo>, prefix: impl FnOnce(P) -> Q) -> Stack<D, M, Q> {
        let mut described = self.described;
        described.extend(info);
        Stack {
            prefix: prefix(self.prefix),
            described,
            shape: PhantomData,
        }
    }
}
