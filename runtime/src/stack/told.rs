//! Told: the sentences for what is wrong with a stack.
//!
//! A check is written `{ ProvidedAbove::check }(above, subject)` with every token at the user's entry. The
//! two impls on [`StackAbove`] keep the compiler from deciding before it knows the subject, and the block
//! keeps its label off the call: what is left is our message, on the entry.
#![allow(
    clippy::unused_self,
    reason = "generated code asks through method resolution, so a question is a receiver"
)]

use std::marker::PhantomData;

use crate::fragment::Fragment;

/// The stack above a stage, of which the check is not true.
#[derive(Debug)]
pub struct StackAbove;
/// The stack above a stage, of which the check has been proven.
#[derive(Debug)]
pub struct Verified;
/// A type, and the stage that needs it.
#[derive(Debug)]
pub struct Subject<T, M>(pub(super) PhantomData<fn() -> (T, M)>);
/// A type, the stage that needs it, and the stage that lends it too late.
#[derive(Debug)]
pub struct Latecomer<T, M, By>(pub(super) PhantomData<fn() -> (T, M, By)>);

/// Stands in a message for the long type of a fragment.
#[allow(
    non_camel_case_types,
    reason = "a message shows it, among the names of functions"
)]
#[derive(Debug)]
pub struct this_fragment;

impl<T, A, B, C> Subject<T, Fragment<A, B, C>> {
    /// The subject as a message shows it.
    pub fn shown(self) -> Subject<T, this_fragment> {
        Subject(PhantomData)
    }
}

impl<T, A, B, C, By> Latecomer<T, Fragment<A, B, C>, By> {
    /// The subject as a message shows it.
    pub fn shown(self) -> Latecomer<T, this_fragment, By> {
        Latecomer(PhantomData)
    }
}

impl<T, M, A, B, C> Latecomer<T, M, Fragment<A, B, C>> {
    /// The stage that comes too late as a message shows it.
    pub fn shown_by(self) -> Latecomer<T, M, this_fragment> {
        Latecomer(PhantomData)
    }
}

/// A subject whose types are short enough to be shown.
pub trait Shown: Sized {
    /// The subject as a message shows it.
    #[must_use]
    fn shown(self) -> Self {
        self
    }
    /// The stage that comes too late as a message shows it.
    #[must_use]
    fn shown_by(self) -> Self {
        self
    }
}
impl<T, M> Shown for Subject<T, M> {}
impl<T, M, By> Shown for Latecomer<T, M, By> {}

/// Never anybody's type; see the module.
#[derive(Debug)]
pub enum Nothing {}
/// Never anybody's type either.
#[derive(Debug)]
pub enum Nobody {}

/// The stack above lends the `T` that `M` needs.
#[diagnostic::on_unimplemented(
    message = "no stage above `{M}` provides `{T}`",
    label = "needs `{T}`",
    note = "put a stage that provides `{T}` above this one, or begin the stack with `provide`"
)]
pub trait ProvidedAbove<T, M>: Sized {
    /// Proven by being called.
    fn check(self, _: Subject<T, M>) {}
}
#[diagnostic::do_not_recommend]
impl<T, M> ProvidedAbove<T, M> for Verified {}
#[diagnostic::do_not_recommend]
impl ProvidedAbove<Nothing, Nothing> for StackAbove {}
#[diagnostic::do_not_recommend]
impl ProvidedAbove<Nobody, Nobody> for StackAbove {}

/// The stack lends the `T` that `M` needs, and not only through `By` further in.
#[diagnostic::on_unimplemented(
    message = "`{T}` is provided too late for `{M}`",
    label = "needs `{T}`, which `{By}` provides further down",
    note = "move `{By}` above `{M}`: stages see what the ones above them provide"
)]
pub trait ProvidedInTime<T, M, By>: Sized {
    /// Proven by being called.
    fn check(self, _: Latecomer<T, M, By>) {}
}
#[diagnostic::do_not_recommend]
impl<T, M, By> ProvidedInTime<T, M, By> for Verified {}
#[diagnostic::do_not_recommend]
impl ProvidedInTime<Nothing, Nothing, Nothing> for StackAbove {}
#[diagnostic::do_not_recommend]
impl ProvidedInTime<Nobody, Nobody, Nobody> for StackAbove {}

/// Nobody above `M` lends the `T` that it lends.
#[diagnostic::on_unimplemented(
    message = "`{T}` is provided twice",
    label = "provides `{T}` again",
    note = "a stage above this one, or `provide`, lends it already: remove one of the two, or wrap one in a type of its own"
)]
pub trait ProvidedOnce<T, M>: Sized {
    /// Proven by being called.
    fn check(self, _: Subject<T, M>) {}
}
#[diagnostic::do_not_recommend]
impl<T, M> ProvidedOnce<T, M> for Verified {}
#[diagnostic::do_not_recommend]
impl ProvidedOnce<Nothing, Nothing> for StackAbove {}
#[diagnostic::do_not_recommend]
impl ProvidedOnce<Nobody, Nobody> for StackAbove {}

/// A stage says what it needs and what it lends.
#[diagnostic::on_unimplemented(
    message = "this stage hides what it needs and what it lends",
    label = "no more is known of it than `impl Stage`",
    note = "say it where the stage is returned: `impl Stage<Needs = (), Lends = ()>` of one that needs and lends nothing"
)]
pub trait IsOpen {
    /// Proven by being called.
    fn check(&self) {}
}
#[diagnostic::do_not_recommend]
impl IsOpen for Verified {}

/// A stage of which nobody knows what it needs.
#[derive(Debug)]
pub struct HiddenStage;
