//! What another site made a browser send is refused, and what our own pages send is not.

mod bound_tokens;
mod corpus;
mod expiry;
mod forms;
mod lilya;
mod origins;
mod settings;
mod tokens;

use onionskin::{TestClient, prelude::*, testing::TestResponse};

/// Tells what has arrived.
#[handler]
fn echo(body: String) -> String {
    body
}

#[handler]
fn token(token: &CsrfToken) -> String {
    token.to_string()
}

#[handler]
async fn count(session: &Session<u64>) -> Result<String, SessionError> {
    let count = session.update(|count| *count += 1).await?;
    Ok(count.to_string())
}

#[handler]
async fn log_in(session: &Session<u64>) -> Result<(), SessionError> {
    session.regenerate_for("somebody").await
}

#[handler]
async fn log_out(session: &Session<u64>) -> Result<(), SessionError> {
    session.destroy().await
}

/// A site with tokens: `/token` shows one, everything that is posted to `/` comes back.
fn guarded(tokens: CsrfTokens<u64>) -> impl Application {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    middleware_stack! {
        (sessions),
        (tokens),
        => routes {
            GET "/token" => token,
            GET "/count" => count,
            GET "/log-in" => log_in,
            GET "/log-out" => log_out,
            POST "/" => echo,
            QUERY "/" => echo,
        }
    }
}

/// Somebody who visits such a site.
fn visitor() -> TestClient {
    TestClient::new(guarded(CsrfTokens::new()))
}

async fn shown_token(client: &TestClient) -> String {
    client.get("/token").await.text().await
}

async fn send_token(client: &TestClient, token: &str) -> TestResponse {
    client.post("/").header("x-csrf-token", token).await
}

async fn assert_refused(response: TestResponse) {
    response
        .assert_status(403)
        .assert_header("content-type", "application/problem+json")
        .assert_header("cache-control", "no-store");
    let problem: serde_json::Value = response.json().await;
    assert_eq!(problem["code"], "csrf_failed");
    assert_eq!(
        problem["detail"],
        "another site may have sent the request; load the page again and retry"
    );
}
