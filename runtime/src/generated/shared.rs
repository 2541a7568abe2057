//! Shared: the sentences for types that several threads come to, and that they cannot share.

use std::marker::PhantomData;

use crate::session::SessionData;

/// A trait that is there for `true` alone, and what it stands for.
///
/// The compiler does not write an argument that is the default one.
macro_rules! shared {
    ($(#[$attr:meta])* $check:ident) => {
        $(#[$attr])*
        pub trait $check<const SOUND: bool = false>: Sized + Send + Sync + 'static {}
        #[diagnostic::do_not_recommend]
        impl<T: Send + Sync + 'static> $check<true> for T {}
    };
}

shared! {
    /// What can be lent, and borrowed below.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be lent across an await",
        label = "not `Send + Sync + 'static`",
        note = "lend a type that threads can share, such as `Arc` in place of `Rc`"
    )]
    Lendable
}
shared! {
    /// What can be a setting of a stage.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a setting: requests run on several threads",
        label = "not `Send + Sync + 'static`",
        note = "take a type that threads can share, such as `Arc` in place of `Rc`"
    )]
    Settable
}
check! {
    /// What can be a stage.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a stage: requests run on several threads",
        label = "not `Send + Sync + 'static`",
        note = "hold what changes in an atomic or a `Mutex`, and `Arc` in place of `Rc`"
    )]
    Servable, T where Send + Sync + 'static
}
check! {
    /// What can be a setting, where the answer is the check's alone.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a setting: requests run on several threads",
        label = "not `Send + Sync + 'static`",
        note = "take a type that threads can share: `Arc` in place of `Rc`, and `dyn Trait + Send + Sync`"
    )]
    SettableObject, T where Send + Sync + 'static
}
check! {
    /// What can be lent, where the answer is the check's alone.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be lent across an await",
        label = "not `Send + Sync + 'static`",
        note = "lend a type that threads can share: `Arc` in place of `Rc`, and `dyn Trait + Send + Sync`"
    )]
    LendableObject, T where Send + Sync + 'static
}

check! {
    /// What can be the data of a session.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be the data of a session",
        label = "a session cannot hold it",
        note = "write `#[derive(Clone, Default, Serialize, Deserialize)]` above it; an `Rc`, a `Cell` or a trait object cannot be in it"
    )]
    KeptInSession, T where SessionData
}

/// Answers whether threads can share a type.
#[derive(Debug)]
pub struct Sharing<T>(PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> Sharing<T> {
    /// They can.
    pub const IS_SOUND: bool = true;
}

/// The answer for all other types.
pub trait NotSharing {
    /// They cannot.
    const IS_SOUND: bool = false;
}
impl<T> NotSharing for Sharing<T> {}

/// What an application can provide.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be provided: requests run on several threads",
    label = "not `Send + Sync + 'static`",
    note = "provide a type that threads can share, such as `Arc` in place of `Rc`"
)]
pub trait Providable {
    /// Proven by being called.
    fn check(&self) {}
}
#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> Providable for T {}

/// A type, under the name that it has in angle brackets.
pub type Same<T> = T;
