//! Checks: the questions that generated code asks the compiler, each with a sentence for its `no`.
//!
//! Nobody implements or names these by hand. They are public so that the compiler writes their
//! short names where it explains what is missing.
//!
#![doc = include_str!("../docs/compile_errors.md")]

pub use crate::{
    describe::CheckReturns,
    generated::{
        AppliesReturns, AtTheEnd, BeforeReturns, ErrorHandlerFunction, ErrorHandlerReturns,
        ErrorResponse, Extractable, ExtractableData, ExtractableOrSetting, Fallible,
        FetcherReturns, FitsRoute, GeneratorReturns, HandlerFunction, HandlerReturns,
        HandlerReturnsJson, HasDefault, InStack, IsAnError, IsNoVariable, IsNotNext, IsRead,
        IsResult, IsTheOutcome, IsTheRequest, IsTheResponse, KeptInSession, Lendable,
        LendableObject, LocalVariable, MiddlewareFunction, MiddlewareReturns, NoSettings,
        PartsAsked, PlainFunction, Providable, ProviderFunction, ProviderReturns, Servable,
        SessionIdFetcherFunction, SessionIdGeneratorFunction, Settable, SettableObject,
        StandsAtTheEnd, StandsInStack, TakenOnce, Unset, five, four, many, no, one, six, the_rest,
        this_function, this_variable, three, two,
    },
    stack::{
        AFuture, AHandler, AList, APointer, APromise, AStage, AWholeStack, AnOption, HasNoEnd,
        HiddenStage, IsHandler, IsNamed, IsOpen, IsReady, IsStage, IsThereAlready, NotReady,
        ProvidedAbove, ProvidedInTime, ProvidedOnce, StackAbove, StandsAbove, StandsBehind,
        StandsByItself, StandsInBraces, StandsInOption, this_fragment,
    },
};
