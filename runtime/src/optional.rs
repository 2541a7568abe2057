//! Optional: a stage that a setting can switch off.

use crate::{
    Request, Response,
    context::Args,
    describe::{Kind, StageInfo},
    either::Either,
    service::Service,
    stack::Around,
    stage::{Stage, Under},
};

/// The stage, or nothing; decided when the stack is built.
///
/// A stage that lends a value cannot be optional: what is below would have nothing to borrow.
#[diagnostic::do_not_recommend]
impl<M: Stage<Lends = ()>> Stage for Option<M> {
    type Needs = M::Needs;
    type Lends = ();
    type Form = Around;
    const NAME: &'static str = M::NAME;
    const IS_TIMED: bool = M::IS_TIMED;

    fn describe(&self) -> StageInfo {
        match self {
            Some(stage) => stage.describe(),
            None => StageInfo::new(M::NAME, Kind::Off),
        }
    }

    // No `async` block: a stage that is switched off has no frame, only a branch.
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
        match self {
            Some(stage) => Either::left(stage.handle::<C, I, S>(request, cx, rest)),
            None => Either::right(rest.call(request, C::shorten(cx))),
        }
    }
}
