//! Returns: the sentences for return types that an attribute has no use for.
//!
//! Each is checked as `<Type as Check>::OK` at the user's type.

use std::{borrow::Cow, marker::PhantomData};

use super::returned::{Admission, Fetched, Generated, Provision};
use crate::{FromRequest, IntoResponse};

check! {
    /// What a handler may return.
    #[diagnostic::on_unimplemented(
        message = "a handler cannot return `{Self}`",
        label = "not a response",
        note = "return text, bytes, `StatusCode`, `Json` of what is `Serialize`, or a tuple with the status first and the body last; or implement `IntoResponse` for a type of your own"
    )]
    HandlerReturns, R where IntoResponse
}

/// What a handler may return, where it is spelled as `Json` of a type.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "not a response",
    note = "write `#[derive(Serialize)]` above `{T}`"
)]
pub trait HandlerReturnsJson<T: ?Sized> {
    /// Proven by being named.
    const OK: () = ();
}
#[diagnostic::do_not_recommend]
impl<R: IntoResponse, T: ?Sized> HandlerReturnsJson<T> for R {}

check! {
    /// What a middleware may return.
    #[diagnostic::on_unimplemented(
        message = "a middleware cannot return `{Self}`",
        label = "not a response",
        note = "return `Response`, or a type that implements `IntoResponse`"
    )]
    MiddlewareReturns, R where IntoResponse
}
check! {
    /// What a stage on one way may return.
    #[diagnostic::on_unimplemented(
        message = "a middleware on one way cannot return `{Self}`",
        label = "neither goes on nor answers",
        note = "return nothing, `Result<(), E>` with an `E` that is a response, or `ControlFlow<Response>`"
    )]
    BeforeReturns, R where Admission
}
check! {
    /// What an error handler may return.
    #[diagnostic::on_unimplemented(
        message = "an error handler cannot return `{Self}`",
        label = "not a response",
        note = "return `Response`, or a type that implements `IntoResponse`"
    )]
    ErrorHandlerReturns, R where IntoResponse
}
check! {
    /// What a session id fetcher may return.
    #[diagnostic::on_unimplemented(
        message = "a session id fetcher returns `Option<…>`, not `{Self}`",
        label = "not an `Option` of text",
        note = "write `-> Option<String>`; `None` when the request carries no id"
    )]
    FetcherReturns, R where Fetched
}
check! {
    /// What a session id generator may return.
    #[diagnostic::on_unimplemented(
        message = "a session id generator returns `SessionId` or `String`, not `{Self}`",
        label = "not a session id",
        note = "write `-> SessionId`, and `SessionId::random::<128>()`"
    )]
    GeneratorReturns, R where Generated
}
check! {
    /// What a provider that can fail may return.
    #[diagnostic::on_unimplemented(
        message = "a provider cannot return `{Self}`",
        label = "its error is not a response",
        note = "implement `IntoResponse` for the error, or return an error that has it"
    )]
    ProviderReturns, R where Provision
}
check! {
    /// The error side of what a function returns.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a response",
        label = "an error becomes a response",
        note = "write `onionskin::Error`, which `?` makes of any `std::error::Error`; or implement `IntoResponse` for it, or map it to an error that has it, such as `Problem` or `StatusCode`"
    )]
    ErrorResponse, E where IntoResponse + Send + Sync + 'static
}

/// The `Result` of the standard library, under whatever name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the `Result` of the standard library",
    label = "not a `Result`"
)]
pub trait IsResult {
    /// Proven by being named.
    const OK: () = ();
}
impl<T, E> IsResult for Result<T, E> {}

check! {
    /// What can be taken out of a request by value.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be extracted from a request",
        label = "not an extractor",
        note = "borrow it from the stack: `&{Self}`; or take it as `Path`, `Query`, `Json` or `Form` of a type that is `Deserialize`"
    )]
    Extractable, T where FromRequest
}
check! {
    /// What can be taken out of a request by value, where a setting can be meant.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be extracted from a request",
        label = "not an extractor",
        note = "mark it `#[setting]`, or borrow it from the stack: `&{Self}`; or take it as `Path`, `Query`, `Json` or `Form` of a type that is `Deserialize`"
    )]
    ExtractableOrSetting, T where FromRequest
}

/// What can be taken out of a request by value, where it is spelled as `Json` of a type, or as `Path`,
/// `Query` or `Form` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be extracted from a request",
    label = "not an extractor",
    note = "write `#[derive(Deserialize)]` above `{T}`"
)]
pub trait ExtractableData<T: ?Sized> {
    /// Proven by being named.
    const OK: () = ();
}
#[diagnostic::do_not_recommend]
impl<E: FromRequest, T: ?Sized> ExtractableData<T> for E {}

/// What an error is answered with is not `200 OK`; `TEXT` says whether it is a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is answered with `200 OK`, so it is no error",
    label = "not an error",
    note = "return `(StatusCode, {Self})`, a `Problem`, or an error of your own"
)]
pub trait IsAnError<const TEXT: bool> {
    /// Proven by being named.
    const OK: () = ();
}
#[diagnostic::do_not_recommend]
impl<E> IsAnError<false> for E {}

/// Answers whether an error is only a text.
#[derive(Debug)]
pub struct Erring<E>(PhantomData<fn() -> E>);

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl Erring<$text> {
            /// It is one, or nothing.
            pub const IS_TEXT: bool = true;
        }
    )*};
}
texts!(String, &str, Cow<'_, str>, ());

/// The answer for all other types.
pub trait ErringOtherwise {
    /// It is none.
    const IS_TEXT: bool = false;
}
impl<E> ErringOtherwise for Erring<E> {}
