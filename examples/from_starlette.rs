//! Visitors of a Starlette application come along: what their signed cookie says becomes a session.
//!
//! `cargo run -p onionskin-examples --features starlette --example from_starlette`, then send what
//! Starlette has signed: `curl -i -b jar -c jar -H "cookie: session=$COOKIE" http://127.0.0.1:8000/`
//! with `COOKIE=eyJuYW1lIjogIkFubiIsICJ2aXNpdHMiOiA0MX0=.awGTzg.EyJy9zuNaHSxgZVfR4erdzqZI5k`,
//! and from then on without: `curl -b jar http://127.0.0.1:8000/`
use onionskin::{Error, prelude::*, session::StarletteCookie};

/// What the old application kept in `request.session`, and the new one in its own.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Visitor {
    name: Option<String>,
    visits: u32,
}

/// Turns the old session into a new one, once, and has the browser forget the old.
#[middleware]
async fn take_over(
    visitor: &Session<Visitor>,
    old: &StarletteCookie,
    req: &mut Request,
    next: impl Next,
) -> Result<Response, SessionError> {
    let Some(known) = old.read::<Visitor>(req) else {
        return Ok(next.run(req).await);
    };
    if !visitor.exists().await? {
        visitor.update(|data| data.clone_from(&known)).await?;
    }
    let mut res = next.run(req).await;
    // Otherwise it would bring the session back after a logout.
    let forget = HeaderValue::from_static("session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    res.headers_mut().append(header::SET_COOKIE, forget);
    Ok(res)
}

#[handler]
async fn home(visitor: &Session<Visitor>) -> Result<String, SessionError> {
    let visitor = visitor.update(|visitor| visitor.visits += 1).await?;
    let name = visitor.name.as_deref().unwrap_or("stranger");
    Ok(format!("Hello, {name}. Visit {}.\n", visitor.visits))
}

fn app(secret_key: &str) -> Result<impl Application, Error> {
    // `max_age` as the old application had it: 14 days unless told otherwise, here for ever.
    let old = StarletteCookie::new(secret_key).max_age(None);
    let sessions = Sessions::<Visitor>::new(MemoryStore::new())
        // On http://127.0.0.1 only: a site has https, and leaves this line out.
        .cookie(SessionCookie::builder("SESSION_ID").insecure().build()?);
    Ok(middleware_stack! {
        provide old;

        (sessions),
        take_over,
        => routes { GET "/" => home }
    })
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    onionskin::serve("127.0.0.1:8000", app("example")?).await
}

#[cfg(test)]
mod tests {
    use onionskin::{Error, TestClient};

    const SIGNED: &str =
        "eyJuYW1lIjogIkFubiIsICJ2aXNpdHMiOiA0MX0=.awGTzg.EyJy9zuNaHSxgZVfR4erdzqZI5k";

    #[tokio::test]
    async fn a_visitor_comes_along_once() -> Result<(), Error> {
        let client = TestClient::new(super::app("example")?);
        let first = client.get("/").cookie("session", SIGNED).await;
        let id = first.cookie("SESSION_ID").map(|it| it.value().to_owned());
        assert!(id.is_some());
        assert_eq!(first.text().await, "Hello, Ann. Visit 42.\n");
        assert_eq!(
            client.get("/").await.text().await,
            "Hello, Ann. Visit 43.\n"
        );
        Ok(())
    }

    #[tokio::test]
    async fn a_forged_one_does_not() -> Result<(), Error> {
        let client = TestClient::new(super::app("another secret")?);
        let res = client.get("/").cookie("session", SIGNED).await;
        assert_eq!(res.text().await, "Hello, stranger. Visit 1.\n");
        Ok(())
    }
}
