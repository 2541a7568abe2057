//! A caller who denies what clippy could say of generated code.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub)]
#![deny(clippy::all, clippy::pedantic, clippy::cargo)]
#![allow(
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    reason = "they speak of the manifest, not of generated code"
)]
#![forbid(unsafe_code)]

use onionskin::prelude::*;

/// What the stack lends.
#[derive(Debug)]
pub struct User(String);

/// Runs around the rest.
#[middleware]
pub async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

/// Runs around the rest, and may fail.
///
/// # Errors
///
/// 400 without headers.
#[middleware]
pub async fn guard(req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
    if req.headers().is_empty() {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(next.run(req).await)
}

/// Runs on the way in.
///
/// # Errors
///
/// 400 with too many headers.
#[middleware(before)]
pub fn limit(
    req: &Request,
    #[setting] max: usize,
    #[setting(default = 1)] burst: usize,
) -> Result<(), StatusCode> {
    if req.headers().len() > max + burst {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(())
}

/// Runs on the way out.
#[middleware(after)]
pub fn stamp(res: &mut Response) {
    res.headers_mut().remove("server");
}

/// Runs at the end.
#[middleware(finally)]
pub fn count(_req: &Request, outcome: Outcome<'_>) {
    drop(format!("{outcome:?}"));
}

/// Lends a user.
///
/// # Errors
///
/// Never.
#[provider]
pub async fn user(req: &Request) -> Result<User, StatusCode> {
    std::future::ready(()).await;
    Ok(User(req.uri().path().to_owned()))
}

/// Answers.
#[handler]
pub async fn home(user: &User, body: String) -> String {
    std::future::ready(()).await;
    format!("{} {body}", user.0)
}

/// Answers 404.
#[error_handler(404)]
pub fn not_found(_req: &Request) -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "nothing here")
}

/// Finds the id.
#[session_id_fetcher]
pub fn session_id(req: &Request) -> Option<String> {
    req.cookie("id").map(|cookie| cookie.value().to_owned())
}

/// Makes an id.
#[session_id_generator]
#[must_use]
pub fn new_session_id() -> SessionId {
    SessionId::random::<128>()
}

/// A stage of its own.
#[derive(Debug)]
pub struct Tag<T>(T);

#[middleware(after)]
impl<T: Clone + Send + Sync + 'static> Tag<T> {
    fn after(&self, res: &mut Response) {
        res.extensions_mut().insert(self.0.clone());
    }
}

/// All of them.
#[must_use]
pub fn app() -> impl Application {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let sessions = sessions.fetcher(session_id {}).generator(new_session_id {});
    let hardened = middleware_stack! { stamp, count };
    middleware_stack! {
        provide 1_u8, "config";

        not_found,
        timing,
        guard,
        user,
        limit { max: 3 },
        Tag(1_u8),
        (hardened),
        (sessions),
        => routes {
            GET | POST "/" => home,
            "/admin" => { => home },
            _ => home,
        }
    }
}
