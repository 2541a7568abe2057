//! Driver: one connection, from before anybody knows what its client speaks to its end.

use std::{
    sync::Arc,
    task::{Context, Poll, ready},
};

use hyper::server::conn::{http1, http2};
use hyper_util::rt::TokioExecutor;

use super::{
    erased::ErasedApplication,
    http1::{Http1, State},
    http2::{Http2, Http2Service},
    observed::Observed,
    peeked::Version,
};
use crate::{BoxError, Connection};

/// How hyper speaks; `None` is a version that is not spoken.
pub(super) struct Protocols {
    pub(super) http1: Option<http1::Builder>,
    pub(super) http2: Option<http2::Builder<TokioExecutor>>,
}

/// One connection, as hyper drives it.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every connection becomes that one, and a box would be one more for each"
)]
pub(super) enum Driver {
    /// Nobody knows yet what the client speaks.
    Unknown {
        stream: Observed,
        application: Arc<dyn ErasedApplication>,
        facts: Arc<Connection>,
        protocols: Arc<Protocols>,
    },
    Http1(Http1),
    Http2(Http2),
    Ended,
}

impl Driver {
    pub(super) fn new(
        stream: Observed,
        application: Arc<dyn ErasedApplication>,
        facts: Arc<Connection>,
        protocols: Arc<Protocols>,
    ) -> Self {
        Self::Unknown {
            stream,
            application,
            facts,
            protocols,
        }
    }

    pub(super) fn graceful_shutdown(&mut self) {
        match self {
            Self::Unknown { .. } | Self::Ended => *self = Self::Ended,
            Self::Http1(connection) => connection.graceful_shutdown(),
            Self::Http2(connection) => connection.graceful_shutdown(),
        }
    }

    #[inline]
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        match self {
            Self::Http1(connection) => connection.poll(context),
            Self::Http2(connection) => connection.poll(context),
            Self::Unknown { .. } => self.poll_unknown(context),
            Self::Ended => Poll::Ready(Ok(())),
        }
    }

    fn poll_unknown(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let Self::Unknown {
            stream, protocols, ..
        } = self
        else {
            return self.poll(context);
        };
        let version = match (&protocols.http1, &protocols.http2) {
            (Some(_), None) => Version::Http1,
            (None, _) => Version::Http2,
            (Some(_), Some(_)) => ready!(stream.poll_version(context))?,
        };
        self.speak(version);
        self.poll(context)
    }

    fn speak(&mut self, version: Version) {
        let Self::Unknown {
            stream,
            application,
            facts,
            protocols,
        } = std::mem::replace(self, Self::Ended)
        else {
            return;
        };
        let activity = Arc::clone(stream.activity());
        *self = match (version, &protocols.http1, &protocols.http2) {
            (Version::Http1, Some(http1), _) => {
                let state = State::new(application, facts, activity);
                Self::Http1(Http1::new(http1, stream, state))
            }
            (_, _, Some(http2)) => {
                activity.speak_http2();
                let service = Http2Service {
                    application,
                    facts,
                    activity,
                };
                Self::Http2(Http2::new(http2, stream, service))
            }
            _ => Self::Ended,
        };
    }
}
