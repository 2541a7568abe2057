//! Timing: what each stage takes.
#![allow(
    unnameable_types,
    unreachable_pub,
    reason = "machinery: the context of a timed stack names laps"
)]

mod lap;
mod timings;

pub use lap::{Lap, Measured};
pub use timings::Timings;

use crate::{
    Request, Response, Stage,
    context::{Args, Clocked},
    describe::{Description, Kind, StageInfo},
    service::Service,
    stack::Around,
    stage::Under,
};

/// Times every stage of the stack below it.
#[derive(Clone, Debug, Default)]
pub struct Timing {
    server_timing: bool,
}

impl Timing {
    /// Times stages and says nothing to clients.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

// By hand, because it lends a clock: what is below is timed by the type of its context.
impl Stage for Timing {
    type Needs = (Description, ());
    type Lends = Clocked;
    type Form = Around;
    const NAME: &'static str = "Timing";

    fn describe(&self) -> StageInfo {
        StageInfo::new(Self::NAME, Kind::Around).of::<Self::Needs, Self::Lends>()
    }

    async fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> Response
    where
        C: Args<Self::Needs, I>,
        S: Service<Under<Self, C>>,
    {
        let timings = Timings::new();
        rest.call(request, (&timings, C::shorten(cx))).await
    }
}
