//! What generated code calls: how a stage is configured, and how what a user returned is understood.
#![allow(
    unnameable_types,
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::type_complexity,
    reason = "machinery: inference finds these types, and generated code names the few that it needs"
)]

mod configure;
mod extracting;
mod observe;
mod returned;
mod returns;

pub use configure::{
    Configure, ErrorHandlerFunction, HandlerFunction, HasDefault, MiddlewareFunction, Named,
    NoSettings, Nothing, PlainFunction, ProviderFunction, SessionIdFetcherFunction,
    SessionIdGeneratorFunction, SettingAt, StandsAtTheEnd, StandsInStack, given, missing,
    this_function,
};
pub use extracting::Extracting;
pub use observe::{Kept, Outcome, observe};
pub use returned::{Fallible, Returned, fallback};
pub use returns::{
    BeforeReturns, ErrorHandlerReturns, ErrorResponse, Extractable, FetcherReturns,
    GeneratorReturns, HandlerReturns, IsResult, Lendable, MiddlewareReturns, Providable,
    NotSharing, ProviderReturns, Same, Shareable, Sharing,
};
