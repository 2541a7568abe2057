//! Body: what a request or a response carries.
//!
//! Invariant: a body stays within 40 bytes, because every layer of a stack moves the response.

mod error;
mod frames;
mod from;
mod limited;
mod piece;
mod replay;
mod rope;
mod streaming;
mod whole;

use std::{fmt, pin::Pin};

use bytes::{Buf, Bytes};
use http::HeaderMap;
use http_body::Body as _;
use hyper::body::Incoming;

pub use error::BodyError;
pub(crate) use frames::{Around, NextFrame, Watched};
use limited::Limited;
pub(crate) use piece::Piece;
use replay::Replay;
pub(crate) use rope::Rope;
use streaming::{Chunks, Streaming};
pub(crate) use whole::exceeds;

/// An error that any layer may raise.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What a request or a response carries: nothing, bytes, or a stream of frames.
///
/// Text and bytes convert into it without a copy. It implements [`http_body::Body`], so the bodies of
/// other crates fit through [`Body::new`], and trailers pass.
///
/// # Examples
///
/// ```
/// use onionskin::Body;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), onionskin::BodyError> {
/// let body = Body::from("hello");
/// assert_eq!(body.into_bytes(1024).await?, "hello");
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Body(Kind);

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    /// Somebody took the body out of its request; reading it again is a mistake worth reporting.
    Taken,
    Full(Bytes),
    /// Bytes of nobody else: made and dropped at less cost, and all the same when they are sent.
    Owned(Vec<u8>),
    Incoming(Incoming),
    Streaming(Pin<Box<Erased>>),
    Limited(Box<Limited>),
}

type Erased = dyn http_body::Body<Data = Bytes, Error = BoxError> + Send + Sync;

impl Body {
    /// Makes a body without bytes.
    #[inline]
    #[must_use]
    pub const fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// Makes a body of another crate's body.
    ///
    /// A `Body` passes as it is; anything else is boxed once.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
    {
        let mut body = Some(body);
        if let Some(own) = (&mut body as &mut dyn std::any::Any).downcast_mut::<Option<Self>>() {
            return own.take().unwrap_or_default();
        }
        body.map_or_else(Self::empty, |body| {
            Self(Kind::Streaming(Box::pin(Streaming::new(body))))
        })
    }

    /// Makes a body of one that is as ours are: boxed, and nothing else.
    pub(crate) fn erased<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = BoxError> + Send + Sync + 'static,
    {
        Self(Kind::Streaming(Box::pin(body)))
    }

    /// Makes a body of a stream of chunks.
    ///
    /// An error of the stream breaks the response off, so that the client sees that it is not whole.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::stream;
    /// use onionskin::Body;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), onionskin::BodyError> {
    /// let lines = stream::iter([Ok::<_, std::io::Error>("one\n"), Ok("two\n")]);
    /// let body = Body::from_stream(lines);
    /// assert_eq!(body.into_bytes(1024).await?, "one\ntwo\n");
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_stream<S, D, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<D, E>> + Send + 'static,
        D: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self(Kind::Streaming(Box::pin(Chunks::new(stream))))
    }

    /// Takes the body out and leaves a mark that it is gone.
    ///
    /// What is left reads as an empty body, but [`into_bytes`](Self::into_bytes) and the extractors
    /// report it: two of them that want one body are a mistake, not an empty body.
    #[inline]
    #[must_use]
    pub fn take(&mut self) -> Self {
        Self(std::mem::replace(&mut self.0, Kind::Taken))
    }

    /// Tells whether the body was [taken](Self::take).
    #[inline]
    #[must_use]
    pub const fn is_taken(&self) -> bool {
        matches!(self.0, Kind::Taken)
    }

    /// Tells whether it is certain that no byte comes.
    ///
    /// `false` says nothing about a stream: it may still end without a byte.
    #[must_use]
    pub fn is_known_empty(&self) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Taken => true,
            Kind::Full(bytes) => bytes.is_empty(),
            Kind::Owned(bytes) => bytes.is_empty(),
            Kind::Incoming(_) | Kind::Streaming(_) | Kind::Limited(_) => {
                self.size_hint().exact() == Some(0)
            }
        }
    }

    /// Tells, at no cost, whether there is no body at all.
    #[inline]
    pub(crate) const fn is_none(&self) -> bool {
        matches!(self.0, Kind::Empty | Kind::Taken)
    }

    /// Puts back what was read of it, in front of what is left.
    ///
    /// Trailers were read only if nothing is left.
    pub(crate) fn unread(&mut self, data: Bytes, trailers: Option<HeaderMap>) {
        if data.is_empty() && trailers.is_none() {
            return;
        }
        if let Kind::Limited(limited) = &mut self.0 {
            return limited.unread(data, trailers);
        }
        let rest = Self(std::mem::take(&mut self.0));
        self.0 = if trailers.is_none() && rest.is_end_stream() {
            Kind::Full(data)
        } else {
            Kind::Streaming(Box::pin(Replay::new(data, rest, trailers)))
        };
    }

    /// Lets the body have at most `limit` bytes, and gives the limit that it has now.
    ///
    /// A limit that was set before can be raised, but not over the lowest `ceiling` so far. A body whose
    /// length is known, and fits, costs nothing.
    pub(crate) fn restrict(&mut self, limit: usize, ceiling: usize) -> usize {
        if let Kind::Limited(limited) = &mut self.0 {
            return limited.restrict(limit, ceiling);
        }
        let limit = limit.min(ceiling);
        let fits = |length| !exceeds(length, limit);
        if !self.size_hint().exact().is_some_and(fits) {
            let body = Self(std::mem::take(&mut self.0));
            self.0 = Kind::Limited(Box::new(Limited::new(body, limit, ceiling)));
        }
        limit
    }
}

impl fmt::Debug for Body {
    /// Names the kind and the announced size, never the contents.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.0 {
            Kind::Empty => return formatter.write_str("Body(empty)"),
            Kind::Taken => return formatter.write_str("Body(taken)"),
            Kind::Full(bytes) => return write!(formatter, "Body({} bytes)", bytes.len()),
            Kind::Owned(bytes) => return write!(formatter, "Body({} bytes)", bytes.len()),
            Kind::Incoming(_) => "incoming",
            Kind::Streaming(_) | Kind::Limited(_) => "streaming",
        };
        match self.size_hint().exact() {
            Some(size) => write!(formatter, "Body({kind}, {size} bytes)"),
            None => write!(formatter, "Body({kind})"),
        }
    }
}
