//! What generated code calls: how a stage is configured, and how what a user returned is understood.

mod configure;
mod extracting;
mod observe;
mod returned;
mod returns;

pub use configure::{Complete, Configure, Given, Ready, Set};
pub use observe::{Kept, Outcome, observe};
pub use extracting::Extracting;
pub use returned::{Fallible, Returned, fallback};
pub use returns::{
    BeforeReturns, ErrorHandlerReturns, Extractable, FetcherReturns, GeneratorReturns,
    HandlerReturns, Lendable, MiddlewareReturns, ProviderReturns,
};
