//! A caller who denies every lint of the compiler that generated code could meet.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub)]
#![deny(unused_qualifications, elided_lifetimes_in_paths, single_use_lifetimes, trivial_bounds)]
#![deny(unused_lifetimes, let_underscore_drop, unnameable_types, missing_copy_implementations)]
#![forbid(unsafe_code)]

use onionskin::prelude::*;

/// What a stack lends.
#[derive(Clone, Copy, Debug)]
pub struct User;

/// Runs around the rest.
#[middleware]
pub async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

/// Runs on the way in.
#[middleware(before)]
pub fn limit(_req: &Request, #[setting] max: u64, #[setting(default = 1)] burst: u64) {
    let _ = (max, burst);
}

#[middleware(before)]
fn private_limit(_req: &Request, #[setting] max: u64) {
    let _ = max;
}

/// Lends a user.
#[provider]
pub async fn user(_req: &Request) -> Result<User, StatusCode> {
    Ok(User)
}

/// Answers.
#[handler]
pub async fn home(_user: &User, Query(words): Query<Vec<(String, String)>>) -> String {
    words.len().to_string()
}

/// Answers 404.
#[error_handler(404)]
pub fn not_found(_req: &Request) -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "nothing here")
}

/// Finds the id.
#[session_id_fetcher]
pub fn session_id(_req: &Request) -> Option<String> {
    None
}

/// Makes an id.
#[session_id_generator]
pub fn new_session_id() -> SessionId {
    SessionId::random::<128>()
}

/// A stage of its own.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<T>(T);

#[middleware(after)]
impl<T: Send + Sync + 'static> Stamp<T> {
    fn after(&self, res: &mut Response) {
        res.headers_mut().clear();
    }
}

fn main() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let sessions = sessions.fetcher(session_id {}).generator(new_session_id {});
    let app = middleware_stack! {
        provide 1_u8;

        not_found,
        timing,
        user,
        limit { max: 3, burst: 4 },
        private_limit { max: 3 },
        Stamp(1_u8),
        (sessions),
        => routes {
            GET "/" => home,
        }
    };
    drop(app);
}
