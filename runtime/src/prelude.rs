//! What most files of a web application name: `use onionskin::prelude::*;`.

pub use std::time::{Duration, Instant};

pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
pub use serde::{Deserialize, Serialize};
pub use tokio::net::TcpListener;

#[cfg(feature = "messagepack")]
pub use crate::MessagePack;
pub use crate::{
    AccessLog, Application, Body, BodyLimit, ClientAddr, ConcurrencyLimit, Cookie, Cors, Csp,
    CspNonce, Csrf, CsrfToken, CsrfTokens, EditResponse, Form, FrameOptions, FromRequest,
    HostTrust, Hsts, Html, HttpsRedirect, IntoResponse, Json, MemoryStore, Next, NextWith, Outcome,
    Path, Problem, ProxyHeaders, Query, Redirect, ReferrerTrust, Request, RequestExt, RequestId,
    RequestIds, Response, ResponseExt, SecurityHeaders, ServerError, Session, SessionBinding,
    SessionCookie, SessionError, SessionId, SessionStanding, SessionSystem, Sessions, Stage,
    Timeout, Timing, Trace, TrustedHost, TrustedReferrer, error_handler, handler, middleware,
    middleware_stack, provider, session_id_fetcher, session_id_generator,
};
#[cfg(feature = "compression")]
pub use crate::{Compression, Decompression, ReflectsInput};
#[cfg(feature = "multipart")]
pub use crate::{Multipart, MultipartError};
