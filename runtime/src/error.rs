//! Error: any error, with its chain of causes.

use std::{any::Any, backtrace::Backtrace, borrow::Cow, error::Error as StdError, fmt, io};

use http::StatusCode;

use crate::{BodyError, BoxError, IntoResponse, Problem, Response, backtrace, response::Raised};

/// Any error, with its chain of causes.
///
/// Every error type converts into it with `?`. Returned from a handler it is a 500 whose text stays on
/// the server; the error itself stays attached to the response, where
/// [`ResponseExt::error`](crate::ResponseExt::error) finds it. An error made of a [`Problem`] answers as
/// that problem, and one made of a [`BodyError`] as a reader of the body would.
///
/// `Debug` prints the sentence and then its causes, line by line, because that is what
/// `fn main() -> Result<(), onionskin::Error>` shows.
///
/// # Examples
///
/// ```
/// use onionskin::Error;
///
/// fn port() -> Result<u16, Error> {
///     "eighty".parse().map_err(|error| Error::from(error).context("PORT is not a port"))
/// }
///
/// let error = port().unwrap_err();
/// assert_eq!(error.to_string(), "PORT is not a port");
/// assert!(error.find::<std::num::ParseIntError>().is_some());
/// ```
pub struct Error {
    inner: BoxError,
    /// Sees the error that was converted as its own type again; unknown when it came boxed.
    own_type: Option<OwnType>,
    backtrace: Option<Box<Backtrace>>,
}

type OwnType = for<'a> fn(&'a (dyn StdError + 'static)) -> Option<&'a (dyn Any + Send + Sync)>;

impl Error {
    /// Makes an error of a sentence.
    pub fn msg(sentence: impl Into<Cow<'static, str>>) -> Self {
        Self::from_boxed(Box::new(Sentence {
            text: sentence.into(),
            cause: None,
        }))
    }

    /// Takes over an error that is boxed already.
    #[must_use]
    pub fn from_boxed(error: BoxError) -> Self {
        Self {
            inner: error,
            own_type: None,
            backtrace: backtrace::here(),
        }
    }

    /// Puts a sentence before this error, which becomes its cause.
    #[must_use]
    pub fn context(self, sentence: impl Into<Cow<'static, str>>) -> Self {
        Self {
            inner: Box::new(Sentence {
                text: sentence.into(),
                cause: Some(self.inner),
            }),
            own_type: self.own_type,
            backtrace: self.backtrace,
        }
    }

    /// Gives the cause, if there is one.
    #[must_use]
    pub fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source()
    }

    /// Walks over the error itself and its causes, outermost first.
    pub fn chain(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        chain(&*self.inner)
    }

    /// Gives the calls that led to where the error was converted or made.
    ///
    /// Nothing unless the environment has `RUST_BACKTRACE=1`, or a
    /// [`ServerError`](crate::ServerError) shows its debug page.
    #[must_use]
    pub fn backtrace(&self) -> Option<&Backtrace> {
        self.backtrace.as_deref()
    }

    /// Gives the error itself when it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: StdError + 'static>(&self) -> Option<&E> {
        self.inner.downcast_ref()
    }

    /// The error that was converted, as its own type.
    pub(crate) fn as_any(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.own_type
            .and_then(|own_type| self.chain().find_map(own_type))
    }

    /// Finds the first `E` in the chain.
    #[must_use]
    pub fn find<E: StdError + 'static>(&self) -> Option<&E> {
        self.chain().find_map(|error| error.downcast_ref())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.inner, formatter)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.inner)?;
        self.chain()
            .skip(1)
            .try_for_each(|cause| write!(formatter, "\n  because: {cause}"))?;
        let taken = |error: &io::Error| error.kind() == io::ErrorKind::AddrInUse;
        if self.find::<io::Error>().is_some_and(taken) {
            formatter.write_str(
                "\n  help: another program listens there; stop it, or choose another port",
            )?;
        }
        Ok(())
    }
}

impl<E: StdError + Send + Sync + 'static> From<E> for Error {
    fn from(error: E) -> Self {
        Self {
            inner: Box::new(error),
            own_type: Some(|error| {
                error
                    .downcast_ref::<E>()
                    .map(|error| error as &(dyn Any + Send + Sync))
            }),
            backtrace: backtrace::here(),
        }
    }
}

impl From<Error> for BoxError {
    fn from(error: Error) -> Self {
        error.inner
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.inner.into_response();
        if let Some(trace) = self.backtrace
            && let Some(raised) = response.extensions_mut().get_mut::<Raised>()
        {
            raised.trace_to(trace);
        }
        response
    }
}

impl IntoResponse for BoxError {
    fn into_response(self) -> Response {
        match self.downcast::<Problem>() {
            Ok(problem) => problem.into_response(),
            Err(error) => match error.downcast::<BodyError>() {
                Ok(error) => error.into_response(),
                Err(error) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
                    .caused_by(error)
                    .into_response(),
            },
        }
    }
}

/// Walks over an error and its causes, outermost first.
pub(crate) fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// An error and its causes on one line, for the log.
pub(crate) struct Chain<'a>(pub(crate) &'a (dyn StdError + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        chain(self.0)
            .skip(1)
            .try_for_each(|cause| write!(formatter, ": {cause}"))
    }
}

/// What somebody said about an error, and the error.
#[derive(Debug)]
struct Sentence {
    text: Cow<'static, str>,
    cause: Option<BoxError>,
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl StdError for Sentence {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
