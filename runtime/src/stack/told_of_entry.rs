//! Told of an entry: the sentences for what is no stage, and for what is no handler.
//!
//! The checks are written as those of [`told`](super::told).

use std::marker::PhantomData;

use super::told::{Nobody, Nothing, StackAbove, Verified};

/// An entry `M` of which there is no more to say.
#[derive(Debug)]
pub struct Plain<M>(pub(super) PhantomData<fn() -> M>);

/// An entry of a stack is a stage.
#[diagnostic::on_unimplemented(
    message = "`{M}` is not a stage",
    label = "not a stage",
    note = "a stage is a function with `#[middleware]`, or a value of a type that implements `Stage`"
)]
pub trait IsStage<M>: Sized {
    /// Proven by being called.
    fn check(self, _: Plain<M>) {}
}
#[diagnostic::do_not_recommend]
impl<M> IsStage<M> for Verified {}
#[diagnostic::do_not_recommend]
impl IsStage<Nothing> for StackAbove {}
#[diagnostic::do_not_recommend]
impl IsStage<Nobody> for StackAbove {}

/// The end of a stack is a handler.
#[diagnostic::on_unimplemented(
    message = "`{M}` is not a handler",
    label = "not a handler",
    note = "a handler is a function with `#[handler]`, or a value of a type that implements `Endpoint`"
)]
pub trait IsHandler<M>: Sized {
    /// Proven by being called.
    fn check(self, _: Plain<M>) {}
}
#[diagnostic::do_not_recommend]
impl<M> IsHandler<M> for Verified {}
#[diagnostic::do_not_recommend]
impl IsHandler<Nothing> for StackAbove {}
#[diagnostic::do_not_recommend]
impl IsHandler<Nobody> for StackAbove {}

/// The familiar mistakes, each with the check that tells of it.
macro_rules! familiar {
    ($($(#[$attr:meta])* $check:ident: $($kind:ident)*;)*) => {$(
        $(#[$attr])*
        pub trait $check: Sized {
            /// Proven by being called.
            fn check(self) {}
        }
        #[diagnostic::do_not_recommend]
        impl $check for Verified {}
        $(
            #[doc = concat!("An entry that `", stringify!($check), "` is not true of.")]
            #[derive(Debug, Default)]
            pub struct $kind;
        )*
    )*};
}

familiar! {
    /// An `Option` in a stack is a stage.
    #[diagnostic::on_unimplemented(
        message = "what is in this `Option` is not a stage that could be missing",
        label = "no stage",
        note = "a stage that lends is always there, as what is below borrows its value; any other is written `Some(timing {{}})`, with braces behind a function's name"
    )]
    StandsInOption: AnOption;
    /// What leads to a stage is not the stage.
    #[diagnostic::on_unimplemented(
        message = "this leads to a stage, and is not the stage",
        label = "a `Result`, or a future",
        note = "write `?` behind a `Result`, and `.await` behind a future"
    )]
    IsThereAlready: APromise;
    /// A stage stands in the stack itself.
    #[diagnostic::on_unimplemented(
        message = "this holds a stage, and is not the stage",
        label = "not a stage",
        note = "write the stage itself, one below the other; what stacks share is an `Arc` in a field of the stage"
    )]
    StandsByItself: APointer AList;
    /// A whole stack is no stage.
    #[diagnostic::on_unimplemented(
        message = "a whole stack is not a stage",
        label = "has an end",
        note = "leave out its `=> …`: a stack without an end is a fragment, which is a stage"
    )]
    HasNoEnd: AWholeStack;
    /// A handler stands behind the arrow.
    #[diagnostic::on_unimplemented(
        message = "a handler is not a stage",
        label = "not a stage",
        note = "a handler stands at the end, behind `=>`"
    )]
    StandsAbove: AHandler;
    /// A nested stack is written where it stands.
    #[diagnostic::on_unimplemented(
        message = "a whole stack is not a handler",
        label = "not a handler",
        note = "write a nested stack where it stands: `\"/path\" => {{ stage, => routes {{ … }} }}`"
    )]
    StandsInBraces:;
    /// A handler is a function.
    #[diagnostic::on_unimplemented(
        message = "a future is not a handler",
        label = "not a handler",
        note = "write an `async fn` with `#[handler]`, and name it here"
    )]
    IsNamed: AFuture;
    /// A stage stands above the arrow.
    #[diagnostic::on_unimplemented(
        message = "a stage is not a handler",
        label = "not a handler",
        note = "stages stand above `=>`, and a function with `#[handler]` behind it"
    )]
    StandsBehind: AStage;
}
