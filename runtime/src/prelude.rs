//! What most files of a web application name: `use onionskin::prelude::*;`.

pub use std::time::{Duration, Instant};

pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
pub use serde::{Deserialize, Serialize};
pub use tokio::net::TcpListener;

pub use crate::{
    Application, Body, BodyLimit, ClientAddr, ConcurrencyLimit, Cookie, Form, FromRequest, Html,
    IntoResponse, Json, MemoryStore, Next, NextWith, Outcome, Path, Problem, ProxyHeaders, Query,
    Redirect, Request, RequestExt, Response, ResponseExt, Session, SessionCookie, SessionError,
    SessionId, SessionSystem, Sessions, Stage, Timeout, error_handler, handler, middleware,
    middleware_stack, provider, session_id_fetcher, session_id_generator,
};
