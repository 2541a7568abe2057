//! Everything that generated code may name, and nothing else.

pub use std::{string::String, vec::Vec};

pub use onionskin_macros::beside;

pub use crate::{
    __onionskin_companion as companion, __onionskin_endpoint as endpoint,
    __onionskin_examine_draft as examine_draft, __onionskin_examine_ready as examine_ready,
    __onionskin_examine_value as examine_value, __onionskin_handles as handles,
    __onionskin_hook as hook, __onionskin_stage as stage, Endpoint, FetchId, FromRequest,
    GenerateId, IntoResponse, Optional, Request, Response, SessionId, Stage, checks,
    context::{Args, Catch, Lend, Lends as Lent, Needs, Reading, Scope},
    describe::{EndInfo, HandlerInfo, Kind, StageInfo},
    failure::{Catcher, Failure},
    fragment::{Draft, DraftProbe},
    generated::{
        Answering, AnyParts, Configure, Configured, Erring, Exclusive, Extracting, Given, Handles,
        Kept, Looking, Named, Nothing, PartsAsked, Returned, Same, SettingAt, Sharing, Written,
        applying, fallback, immediately, made, missing, observe,
    },
    hook::{Hook, Refused},
    next::Rest,
    panics::Inside,
    router::{Fork, Level, NoRoute, NotFound, leaves},
    service::Service,
    session,
    stack::{
        Ahead, Around, Declared, Doubled, EndProbe, EndStranger, EntersAndLeaves,
        EntersAndLooksBack, Finding, KeepProbe, Leaves, LooksBack, Probe, ReadyProbe, Stack,
        StageStranger, Stays, ValueProbe, Way, probes, reached,
    },
    stage::Under,
};
use crate::{App, context::Values, describe::Description};

/// The finished application.
pub fn app<V: Values, S>(values: V, service: S, stages: Vec<StageInfo>, end: EndInfo) -> App<V, S> {
    let mut provides = Vec::new();
    V::names(&mut provides);
    App::new(values, service, Description::new(provides, stages, end))
}

pub mod plain {
    //! What a name stands for that is only a function's.

    pub use crate::generated::this_function as __OnionEntry;
}

pub mod variable {
    //! What a name stands for that is only a variable's.

    pub use crate::generated::this_variable as __OnionEntry;
}
