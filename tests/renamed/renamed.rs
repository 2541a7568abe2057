//! Every attribute and a whole stack, in a package that knows onionskin as `onion`.
#![forbid(unsafe_code)]
#![allow(
    clippy::unused_async,
    clippy::unused_self,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    clippy::ptr_arg,
    reason = "what an attribute accepts is what is tested"
)]

use onion::{TestClient, prelude::*};

/// A module of the name that generated code must not depend on.
mod onionskin {}

struct User(String);

#[derive(Debug)]
struct Refused;

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        StatusCode::FORBIDDEN.into_response()
    }
}

#[middleware]
async fn around(
    req: &mut Request,
    next: impl Next,
    #[setting(default = "x".to_owned())] name: &str,
) -> Response {
    let mut res = next.run(req).await;
    res.headers_mut()
        .insert("x-around", HeaderValue::from_str(name).unwrap());
    res
}

#[middleware(before)]
fn before(req: &Request) -> Result<(), Refused> {
    if req.uri().path() == "/refused" {
        Err(Refused)
    } else {
        Ok(())
    }
}

#[middleware(after)]
async fn after(res: &mut Response) {
    res.headers_mut()
        .insert("x-after", HeaderValue::from_static("yes"));
}

#[middleware(finally)]
fn finally(_outcome: Outcome<'_>) {}

struct Block;

#[middleware]
impl Block {
    async fn handle(&self, req: &mut Request, next: impl NextWith<u8>) -> Response {
        next.run_with(req, &7).await
    }
}

#[provider]
async fn user(req: &Request) -> Result<User, Refused> {
    req.header("x-user")
        .map(|name| User(name.to_owned()))
        .ok_or(Refused)
}

#[error_handler]
fn refused(err: &Refused, req: &Request) -> (StatusCode, String) {
    (
        StatusCode::FORBIDDEN,
        format!("{err:?} {}", req.uri().path()),
    )
}

#[error_handler(404)]
fn lost() -> &'static str {
    "lost"
}

#[session_id_fetcher]
fn id(req: &Request) -> Option<String> {
    req.header("x-id").map(ToOwned::to_owned)
}

#[session_id_generator]
fn new_id() -> SessionId {
    SessionId::random::<128>()
}

#[handler]
async fn home(
    user: &User,
    number: &u8,
    visits: &Session<u64>,
    Path(part): Path<String>,
) -> Result<String, SessionError> {
    let visits = visits.update(|visits| *visits += 1).await?;
    Ok(format!("{} {number} {visits} {part}", user.0))
}

#[tokio::test]
async fn a_renamed_crate_works_as_one_that_is_not() {
    let sessions = Sessions::<u64>::new(MemoryStore::new())
        .fetcher(id {})
        .generator(new_id {});
    let fragment = middleware_stack! { around { name: "fragment".to_owned() }, before };
    let client = TestClient::new(middleware_stack! {
        finally, lost, refused, after,
        (fragment),
        Block,
        => routes {
            "/in" => { user, (sessions), => routes { GET "/{part}" => home } },
        }
    });
    let res = client.get("/in/a").header("x-user", "ann").await;
    assert_eq!(res.text().await, "ann 7 1 a");
    res.assert_header("x-around", "fragment")
        .assert_header("x-after", "yes");
    assert_eq!(
        client.get("/refused").await.text().await,
        "Refused /refused"
    );
    assert_eq!(client.get("/in/a").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(client.get("/nowhere").await.text().await, "lost");
}
