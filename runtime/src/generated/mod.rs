//! What generated code calls: how a stage is configured, and how what a user returned is understood.
#![allow(
    unnameable_types,
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::type_complexity,
    reason = "machinery: inference finds these types, and generated code names the few that it needs"
)]

/// A question that is asked as `<Type as Check>::OK`, with a sentence for its `no`.
macro_rules! check {
    ($(#[$attr:meta])* $check:ident, $param:ident where $($bound:tt)+) => {
        $(#[$attr])*
        pub trait $check {
            /// Proven by being named.
            const OK: () = ();

            /// Proven by being called.
            #[must_use]
            fn proven(self) -> Self
            where
                Self: Sized,
            {
                self
            }

            /// Proven by being called with a future of it.
            #[inline]
            fn promised<F: Future<Output = Self>>(future: F) -> F
            where
                Self: Sized,
            {
                future
            }
        }
        #[diagnostic::do_not_recommend]
        impl<$param: $($bound)+> $check for $param {}
    };
}

mod applying;
mod configure;
mod exclusive;
mod extracting;
mod handles;
mod immediate;
mod made;
mod observe;
mod parts;
mod returned;
mod returns;
mod roles;
mod shared;
mod templates;

pub use applying::{AppliesReturns, applying};
pub use configure::{
    Configure, Configured, Given, HasDefault, Named, NoSettings, Nothing, SettingAt, Unset, missing,
};
pub use exclusive::{
    Exclusive, IsRead, IsTheOutcome, IsTheRequest, IsTheResponse, Looking, the_rest,
};
pub use extracting::{Extracting, TakenOnce};
pub use handles::{Answering, Handles, Written};
pub use immediate::immediately;
pub use made::made;
pub(crate) use observe::{Finally, Last};
pub use observe::{Kept, Outcome, observe};
pub use parts::{AnyParts, FitsRoute, PartsAsked, five, four, many, no, one, six, three, two};
pub use returned::{Fallible, Returned, fallback};
pub use returns::{
    BeforeReturns, Erring, ErringOtherwise, ErrorHandlerReturns, ErrorResponse, Extractable,
    ExtractableData, ExtractableOrSetting, FetcherReturns, GeneratorReturns, HandlerReturns,
    HandlerReturnsJson, IsAnError, IsResult, MiddlewareReturns, ProviderReturns,
};
pub use roles::{
    AtTheEnd, ErrorHandlerFunction, HandlerFunction, InStack, IsNoVariable, IsNotNext,
    LocalVariable, MiddlewareFunction, PlainFunction, ProviderFunction, SessionIdFetcherFunction,
    SessionIdGeneratorFunction, StandsAtTheEnd, StandsInStack, this_function, this_variable,
};
pub use shared::{
    KeptInSession, Lendable, LendableObject, NotSharing, Providable, Same, Servable, Settable,
    SettableObject, Sharing,
};
