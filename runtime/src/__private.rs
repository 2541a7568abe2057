//! Everything that generated code may name, and nothing else.

pub use crate::{
    app::App,
    context::{Args, Catch, Lend, Lends as Lent, Needs, Reading, Scope},
    describe::{Description, EndInfo, HandlerInfo, Kind, RouteInfo, StageInfo},
    failure::{Catcher, Failure},
    hook::{Hook, Refused},
    next::Rest,
    panics::Inside,
    router::{Fork, Leaf, NotFound, Routes, TableBuilder},
    service::Service,
    stack::{
        Ahead, Around, EndProbe, Finding, IsHandler, IsStage, Lends, LendsInTime, Outermost, Probe,
        Stack,
    },
    stage::{RefsUnder, Under},
};
