//! Driver: one connection, from before anybody knows what its client speaks to its end.

use std::{
    mem,
    sync::Arc,
    task::{Context, Poll},
};

use hyper::server::conn::{http1, http2};
use hyper_util::rt::TokioExecutor;

use super::{
    activity::Activity,
    erased::ErasedApplication,
    http1::{Http1, State},
    http2::{Http2, Http2Service},
    observed::Observed,
    peeked::Version,
    stream::Socket,
};
use crate::{BoxError, Connection};

/// How hyper speaks; `None` is a version that is not spoken.
pub(super) struct Protocols {
    pub(super) http1: Option<http1::Builder>,
    pub(super) http2: Option<http2::Builder<TokioExecutor>>,
}

/// One connection, as hyper drives it.
pub(super) enum Driver {
    Http1 {
        connection: Http1,
        /// What else the client may speak, until it is clear that it does not.
        otherwise: Option<Arc<Protocols>>,
    },
    Http2(Http2),
    Ended,
}

impl Driver {
    pub(super) fn new(
        socket: Socket,
        application: Arc<dyn ErasedApplication>,
        facts: Arc<Connection>,
        activity: &Arc<Activity>,
        protocols: &Arc<Protocols>,
    ) -> Self {
        let activity = Arc::clone(activity);
        let Some(http1) = &protocols.http1 else {
            activity.speaks(Version::Http2);
            let stream = Observed::new(socket, Arc::clone(&activity), true);
            let service = Http2Service {
                application,
                facts,
                activity,
            };
            return Self::http2(protocols, stream, service);
        };
        let otherwise = protocols.http2.is_some().then(|| Arc::clone(protocols));
        let stream = Observed::new(socket, Arc::clone(&activity), otherwise.is_none());
        let state = State::new(application, facts, activity);
        Self::Http1 {
            connection: Http1::new(http1, stream, state),
            otherwise,
        }
    }

    fn http2(protocols: &Protocols, stream: Observed, service: Http2Service) -> Self {
        protocols.http2.as_ref().map_or(Self::Ended, |http2| {
            Self::Http2(Http2::new(http2, stream, service))
        })
    }

    pub(super) fn graceful_shutdown(&mut self) {
        match self {
            Self::Ended
            | Self::Http1 {
                otherwise: Some(_), ..
            } => *self = Self::Ended,
            Self::Http1 { connection, .. } => connection.graceful_shutdown(),
            Self::Http2(connection) => connection.graceful_shutdown(),
        }
    }

    #[inline]
    pub(super) fn poll(
        &mut self,
        activity: &Activity,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), BoxError>> {
        match self {
            Self::Http1 {
                connection,
                otherwise,
            } => {
                let polled = connection.poll(context);
                if otherwise.is_some() && activity.is_version_known() {
                    return self.poll_sure(activity, polled, context);
                }
                polled
            }
            Self::Http2(connection) => connection.poll(context),
            Self::Ended => Poll::Ready(Ok(())),
        }
    }

    /// Goes on when it has become clear what the client speaks.
    fn poll_sure(
        &mut self,
        activity: &Activity,
        polled: Poll<Result<(), BoxError>>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), BoxError>> {
        let Self::Http1 { otherwise, .. } = self else {
            return polled;
        };
        let otherwise = otherwise.take();
        if !activity.is_http2() {
            return polled;
        }
        if let (
            Self::Http1 {
                connection: unused, ..
            },
            Some(protocols),
        ) = (mem::replace(self, Self::Ended), otherwise)
            && let Some((stream, service)) = unused.into_http2()
        {
            *self = Self::http2(&protocols, stream, service);
        }
        self.poll(activity, context)
    }
}
