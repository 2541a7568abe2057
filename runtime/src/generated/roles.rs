//! Roles: what a name in a stack stands for, and where in a stack that can stand.

use super::{AnyParts, Configure, FitsRoute, NoSettings, Nothing};

/// What an attribute makes can stand among the stages of a stack.
#[diagnostic::on_unimplemented(
    message = "`{M}` is a `{Self}`, not a stage",
    label = "not a stage",
    note = "stages have `#[middleware]`, `#[provider]` or `#[error_handler]`; a handler stands behind `=>`"
)]
pub trait StandsInStack<M> {
    /// Proven by being named.
    type Fine;
}

/// What an attribute makes can stand at the end of a stack.
#[diagnostic::on_unimplemented(
    message = "`{M}` is a `{Self}`, not a handler",
    label = "not a handler",
    note = "behind `=>` stands a function with `#[handler]`; stages stand above"
)]
pub trait StandsAtTheEnd<M> {
    /// Proven by being named.
    type Fine;
}

/// Proven by being named: `E`, of the name `M`, can stand among the stages of a stack.
pub type InStack<E, M> = <<E as Configure>::Role as StandsInStack<M>>::Fine;

/// Proven by being named: `E`, of the name `M`, can stand at the end of a route with so many parts.
pub type AtTheEnd<E, M, COUNT> = (
    <<E as Configure>::Role as StandsAtTheEnd<M>>::Fine,
    <<E as Configure>::Parts as FitsRoute<M, COUNT>>::Fine,
);

macro_rules! roles {
    ($($role:ident: $attribute:literal $($place:ident)?;)*) => {$(
        #[doc = concat!("A function with `#[", $attribute, "]`.")]
        #[derive(Debug)]
        pub struct $role;
        #[diagnostic::do_not_recommend]
        impl<M> IsNoVariable<M> for $role {}
        #[diagnostic::do_not_recommend]
        impl<M> IsNotNext<M> for $role {}
        $(
            #[diagnostic::do_not_recommend]
            impl<M> $place<M> for $role {
                type Fine = ();
            }
        )?
    )*};
}

roles! {
    MiddlewareFunction: "middleware" StandsInStack;
    ProviderFunction: "provider" StandsInStack;
    ErrorHandlerFunction: "error_handler" StandsInStack;
    HandlerFunction: "handler" StandsAtTheEnd;
    SessionIdFetcherFunction: "session_id_fetcher";
    SessionIdGeneratorFunction: "session_id_generator";
}

/// What is named bare is no variable, of the name `M`.
#[diagnostic::on_unimplemented(
    message = "`{M}` is a variable, and what is named here is a function with an attribute",
    label = "a variable",
    note = "write `({M})`"
)]
pub trait IsNoVariable<M> {
    /// Proven by being named.
    const OK: () = ();
}

/// What is named `next` is something other than the rest of the stack.
#[diagnostic::on_unimplemented(
    message = "the rest of the stack is not named",
    label = "not a handler",
    note = "leave it out: what stands below a stage is its rest, and a stack without `=>` is a fragment"
)]
pub trait IsNotNext<M> {
    /// Proven by being named.
    const OK: () = ();
}

/// What stands where a stack names something that is no stage's function.
macro_rules! strangers {
    ($($(#[$attr:meta])* $name:ident: $role:ident $($place:ident {$($fine:item)?})*;)*) => {$(
        $(#[$attr])*
        #[derive(Debug)]
        pub struct $role;

        #[doc = concat!("Stands where a stack names one: `", stringify!($role), "`.")]
        #[allow(
            non_camel_case_types,
            reason = "a message shows it, among the names of functions"
        )]
        #[derive(Debug)]
        pub struct $name;

        impl Configure for $name {
            type Role = $role;
            type Settings = NoSettings;
            type Parts = AnyParts;
            type Required = Nothing;

            fn settings() -> NoSettings {
                NoSettings {}
            }
            fn finish(_: NoSettings) -> Self {
                Self
            }
        }
        $(
            #[diagnostic::do_not_recommend]
            impl<M> $place<M> for $role { $($fine)? }
        )*
    )*};
}

strangers! {
    /// A function without an attribute.
    this_function: PlainFunction IsNoVariable {} IsNotNext {};
    /// A variable, which is told of by that alone.
    this_variable: LocalVariable StandsInStack { type Fine = (); } StandsAtTheEnd { type Fine = (); };
}
