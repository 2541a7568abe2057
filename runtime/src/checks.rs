//! Checks: the questions that generated code asks the compiler, each with a sentence for its `no`.
//!
//! Nobody implements or names these by hand. They are public so that the compiler writes their
//! short names where it explains what is missing.

pub use crate::{
    generated::{
        BeforeReturns, ErrorHandler, ErrorHandlerReturns, Extractable, Fallible, FetcherReturns,
        GeneratorReturns, Handler, HandlerReturns, HasDefault, Lendable, Middleware,
        MiddlewareReturns, Provider, ProviderReturns, SessionIdFetcher, SessionIdGenerator,
        StandsAtTheEnd, StandsInStack,
    },
    stack::{IsHandler, IsStage, ProvidedAbove, ProvidedInTime, ProvidedOnce, StackAbove},
};
