//! Returned: what a user's function gave back, understood by its type.
//!
//! Each method exists twice: for the types that it is for, and, in `fallback`, for all others. A
//! function with a wrong return type has its error on that type and nowhere else.

use std::ops::ControlFlow;

use crate::{
    IntoResponse, Response, SessionError, SessionId, failure::Failure, hook::Refused,
    panics::Inside, session::InvalidSessionId,
};

/// What a user's function gave back.
#[derive(Debug)]
pub struct Returned<R>(pub R);

impl<R: IntoResponse> Returned<R> {
    /// What becomes a response; otherwise notes the error that is to be handled.
    ///
    /// Not a `Result`: both would live where the error is handled, and this may borrow the request.
    #[inline]
    pub fn unfailed(self, failure: &mut Option<Failure>) -> Option<Self> {
        self.0.unfailed(failure).map(Self)
    }

    /// The response.
    #[inline]
    pub fn response(self) -> Response {
        self.0.into_response()
    }

    /// The response of this handler, whose panic it is if there is one on the way to it.
    #[inline]
    pub(crate) fn response_of(self, handler: &'static str) -> Response {
        let inside = Inside::of(handler);
        let response = self.0.into_response();
        inside.done();
        response
    }
}

/// What a `before` stage may return.
pub trait Admission {
    /// Goes on, or says why not.
    ///
    /// # Errors
    ///
    /// Why the request goes no further.
    fn admission(self) -> Result<(), Refused>;
}

impl Admission for () {
    #[inline]
    fn admission(self) -> Result<(), Refused> {
        Ok(())
    }
}

impl<E: IntoResponse + Send + Sync + 'static> Admission for Result<(), E> {
    #[inline]
    fn admission(self) -> Result<(), Refused> {
        self.map_err(refused)
    }
}

/// Not where it is called: most requests go on.
#[cold]
#[inline(never)]
fn refused<E: IntoResponse + Send + Sync + 'static>(error: E) -> Refused {
    Refused::Failed(Failure::new(error))
}

impl<R: IntoResponse> Admission for ControlFlow<R> {
    #[inline]
    fn admission(self) -> Result<(), Refused> {
        match self {
            Self::Continue(()) => Ok(()),
            Self::Break(answer) => {
                let mut failure = None;
                Err(match answer.unfailed(&mut failure) {
                    Some(answer) => Refused::Answered(Box::new(answer.into_response())),
                    None => Refused::Failed(Failure::noted(failure)),
                })
            }
        }
    }
}

impl<R: Admission> Returned<R> {
    /// Goes on, or says why not.
    ///
    /// # Errors
    ///
    /// Why the request goes no further.
    #[inline]
    pub fn admission(self) -> Result<(), Refused> {
        self.0.admission()
    }
}

/// A `Result`, under whatever name.
#[diagnostic::on_unimplemented(
    message = "a provider cannot return `{Self}`",
    label = "not a `Result`",
    note = "a return type whose name ends in `Result` stands for `Result<T, E>`"
)]
pub trait Fallible {
    /// The `T` of `Result<T, E>`.
    type Value;
}

impl<T, E> Fallible for Result<T, E> {
    type Value = T;
}

/// What a provider that can fail may return.
pub trait Provision {}

impl<T, E: IntoResponse + Send + Sync + 'static> Provision for Result<T, E> {}

impl<T, E: IntoResponse + Send + Sync + 'static> Returned<Result<T, E>> {
    /// The value to lend.
    ///
    /// # Errors
    ///
    /// The user's own error.
    #[inline]
    pub fn provision(self) -> Result<T, Refused> {
        self.0.map_err(|error| Refused::Failed(Failure::new(error)))
    }
}

/// What a session id fetcher may return.
pub trait Fetched {
    /// The claim of an id.
    ///
    /// # Errors
    ///
    /// The user's own error.
    fn fetched(self) -> Result<Option<String>, Failure>;
}

impl<T: Into<String>> Fetched for Option<T> {
    fn fetched(self) -> Result<Option<String>, Failure> {
        Ok(self.map(Into::into))
    }
}

impl<T: Into<String>, E: IntoResponse + Send + Sync + 'static> Fetched for Result<Option<T>, E> {
    fn fetched(self) -> Result<Option<String>, Failure> {
        self.map(|id| id.map(Into::into)).map_err(Failure::new)
    }
}

impl<R: Fetched> Returned<R> {
    /// The claim of an id.
    ///
    /// # Errors
    ///
    /// The user's own error.
    pub fn fetched(self) -> Result<Option<String>, Failure> {
        self.0.fetched()
    }
}

/// What a session id generator may return.
pub trait Generated {
    /// The new id.
    ///
    /// # Errors
    ///
    /// The user's own error, or that the text is no session id.
    fn generated(self) -> Result<SessionId, Failure>;
}

impl Generated for SessionId {
    fn generated(self) -> Result<SessionId, Failure> {
        Ok(self)
    }
}

impl Generated for String {
    fn generated(self) -> Result<SessionId, Failure> {
        SessionId::try_from(self)
            .map_err(|error: InvalidSessionId| Failure::new(SessionError::from(error)))
    }
}

impl<T: Generated, E: IntoResponse + Send + Sync + 'static> Generated for Result<T, E> {
    fn generated(self) -> Result<SessionId, Failure> {
        self.map_err(Failure::new)?.generated()
    }
}

impl<R: Generated> Returned<R> {
    /// The new id.
    ///
    /// # Errors
    ///
    /// The user's own error, or that the text is no session id.
    pub fn generated(self) -> Result<SessionId, Failure> {
        self.0.generated()
    }
}

pub mod fallback {
    //! The same methods for types that they are not for: such a program does not compile.

    use super::{Failure, Refused, Response, Returned, SessionId};
    pub use crate::generated::{
        ErringOtherwise, NotSharing,
        exclusive::{NotExclusive, NotLooking},
        extracting::NoExtracting,
        handles::NoAnswering,
    };

    macro_rules! refused {
        ($($name:ident: $method:ident$(<$param:ident>)?($($given:ty)?) -> $output:ty;)*) => {$(
            /// Of a type that the compiler has refused.
            pub trait $name: Sized {
                /// Never called.
                fn $method$(<$param>)?(self $(, _: $given)?) -> $output {
                    unreachable!("the return type was refused by the compiler")
                }
            }
            impl<R> $name for Returned<R> {}
        )*};
    }

    refused! {
        NoUnfailed: unfailed(&mut Option<Failure>) -> Option<Self>;
        NoResponse: response() -> Response;
        NoAdmission: admission() -> Result<(), Refused>;
        NoProvision: provision<T>() -> Result<T, Refused>;
        NoFetched: fetched() -> Result<Option<String>, Failure>;
        NoGenerated: generated() -> Result<SessionId, Failure>;
    }
}
