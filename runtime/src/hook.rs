//! Hook: a stage that never waits, so that neighbours share one frame.

use crate::{
    Request, Response,
    context::{Args, Hold, Lends, Needs, Scope},
    describe::StageInfo,
    failure::Failure,
    service::Service,
    stack::{Inline, Way},
    stage::{Stage, Under},
};

/// A stage that acts on the way in, on the way out, or both, and never waits.
pub trait Hook: Send + Sync + 'static {
    /// What the hook borrows from the stack above it.
    type Needs: Needs;
    /// What the hook lends.
    type Lends: Hold;
    /// The name in descriptions and logs.
    const NAME: &'static str;
    /// On which ways it does something.
    type Way: Way;

    /// Describes the hook.
    fn describe(&self) -> StageInfo;

    /// Acts on the way in; an `Err` ends the cycle here.
    fn enter<'a, C, I>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> Result<Held<Self>, Refused>
    where
        C: Args<Self::Needs, I>;

    /// Acts on the way out.
    fn leave<'a, C, I>(
        &'a self,
        _seen: <Self::Way as Way>::Seen<'a>,
        _cx: C::Refs<'a>,
        _held: &'a Held<Self>,
        _response: &mut Response,
    ) where
        C: Args<Self::Needs, I>,
    {
    }
}

/// What a hook keeps in the frame while it is lent.
pub(crate) type Held<H> = <<H as Hook>::Lends as Lends>::Held;

/// Why a hook let a request no further.
#[derive(Debug)]
pub enum Refused {
    /// It has answered.
    Answered(Box<Response>),
    /// It has failed.
    Failed(Failure),
}

impl Refused {
    /// Says which stage refused, unless that is known.
    #[cold]
    #[must_use]
    pub fn raised_in(self, stage: &'static str) -> Self {
        match self {
            Self::Failed(failure) => Self::Failed(failure.raised_in(stage)),
            answered @ Self::Answered(_) => answered,
        }
    }

    /// The response of the refusal.
    #[cold]
    pub async fn settle<C: Scope>(self, cx: C::Refs<'_>, request: &Request) -> Response {
        match self {
            Self::Answered(response) => *response,
            Self::Failed(failure) => failure.settle::<C>(C::shorten(cx), request).await,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<H: Hook> Stage for H {
    type Needs = H::Needs;
    type Lends = H::Lends;
    type Form = Inline;
    const NAME: &'static str = H::NAME;

    fn describe(&self) -> StageInfo {
        Hook::describe(self)
    }

    // Reached where a type hides that the stage is a hook; a stack weaves hooks into groups.
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
        H::Lends::through::<C, I, H, S>(self, request, cx, rest)
    }
}
