//! Checks: the questions that generated code asks the compiler, each with a sentence for its `no`.
//!
//! Nobody implements or names these by hand. They are public so that the compiler writes their
//! short names where it explains what is missing.

pub use crate::{
    generated::{
        BeforeReturns, ErrorHandlerReturns, Extractable, Fallible, FetcherReturns, GeneratorReturns,
        HandlerReturns, HasDefault, Lendable, MiddlewareReturns, NoSettings, Providable,
        ProviderReturns, StandsAtTheEnd, StandsInStack, error_handler, handler, middleware,
        provider, session_id_fetcher, session_id_generator,
    },
    stack::{IsHandler, IsStage, ProvidedAbove, ProvidedInTime, ProvidedOnce, StackAbove, this_fragment},
};
