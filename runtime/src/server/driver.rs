//! Driver: hyper's side of one connection, in the version that its client speaks.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::{HttpService, Service},
};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::{
    multiplexed::Multiplexed,
    observed::{Observed, Version},
};
use crate::{BoxError, Response};

/// How hyper speaks; `None` is a version that is not spoken.
pub(super) struct Protocols {
    pub(super) http1: Option<http1::Builder>,
    pub(super) http2: Option<http2::Builder<TokioExecutor>>,
}

/// One connection, as hyper drives it.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all connections are of the largest variant, and a box would be an allocation for each"
)]
pub(super) enum Driver<S: HttpService<Incoming>> {
    /// Nobody knows yet what the client speaks.
    Unknown {
        stream: Observed,
        service: S,
        protocols: Arc<Protocols>,
    },
    Http1(http1::Connection<TokioIo<Observed>, S>),
    /// In a box, for it is rare and an idle connection of HTTP/1 would keep room for it.
    Http2(Multiplexed),
    Ended,
}

/// Answers requests; never fails.
pub(super) trait Answers:
    Service<
        http::Request<Incoming>,
        Response = Response,
        Error = Infallible,
        Future: Send + 'static,
    > + Send
    + Sync
    + 'static
{
}

impl<S: Send + Sync + 'static> Answers for S where
    S: Service<
            http::Request<Incoming>,
            Response = Response,
            Error = Infallible,
            Future: Send + 'static,
        >
{
}

impl<S: Answers> Driver<S> {
    pub(super) fn new(stream: Observed, service: S, protocols: Arc<Protocols>) -> Self {
        Self::Unknown {
            stream,
            service,
            protocols,
        }
    }

    pub(super) fn graceful_shutdown(&mut self) {
        match self {
            Self::Unknown { .. } | Self::Ended => *self = Self::Ended,
            Self::Http1(connection) => Pin::new(connection).graceful_shutdown(),
            Self::Http2(connection) => connection.graceful_shutdown(),
        }
    }

    #[inline]
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        if let Self::Http1(connection) = self {
            return Pin::new(connection).poll(context).map_err(BoxError::from);
        }
        self.poll_others(context)
    }

    fn poll_others(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        match self {
            Self::Unknown {
                stream, protocols, ..
            } => {
                let version = match (&protocols.http1, &protocols.http2) {
                    (Some(_), None) => Version::Http1,
                    (None, _) => Version::Http2,
                    (Some(_), Some(_)) => ready!(stream.poll_version(context))?,
                };
                self.speak(version);
                self.poll(context)
            }
            Self::Http1(connection) => Pin::new(connection).poll(context).map_err(BoxError::from),
            Self::Http2(connection) => connection.poll(context),
            Self::Ended => Poll::Ready(Ok(())),
        }
    }

    fn speak(&mut self, version: Version) {
        let Self::Unknown {
            stream,
            service,
            protocols,
        } = std::mem::replace(self, Self::Ended)
        else {
            return;
        };
        *self = match (version, &protocols.http1, &protocols.http2) {
            (Version::Http1, Some(http1), _) => {
                Self::Http1(http1.serve_connection(TokioIo::new(stream), service))
            }
            (_, _, Some(http2)) => {
                stream.activity().speak_http2();
                Self::Http2(Multiplexed::new(http2, stream, service))
            }
            _ => Self::Ended,
        };
    }
}
