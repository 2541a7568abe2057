//! Whose a token is: a session's, or a visitor's cookie.

use onionskin::{TestClient, prelude::*, session::CookiePrefix};

use super::{assert_refused, count, echo, guarded, send_token, shown_token, token, visitor};
use crate::{log::Log, sessions::spy_store::SpyStore};

#[tokio::test]
async fn a_token_is_worthless_with_another_session() {
    for path in ["/token", "/count", "/log-in"] {
        let (ours, theirs) = (visitor(), visitor());
        let theirs_too = theirs.another();
        for client in [&ours, &theirs_too] {
            client.get(path).await.assert_status(200);
        }
        let token = shown_token(&theirs_too).await;
        send_token(&theirs_too, &token).await.assert_status(200);
        shown_token(&ours).await;
        assert_refused(send_token(&ours, &token).await).await;
    }
}

#[tokio::test]
async fn tokens_of_before_a_login_a_renewal_or_a_logout_are_worthless_after_it() {
    let client = visitor();
    let mut tokens = vec![shown_token(&client).await];
    for step in ["/count", "/log-in", "/log-in", "/log-out"] {
        client.get(step).await.assert_status(200);
        if step != "/log-out" {
            for old in &tokens {
                assert_refused(send_token(&client, old).await).await;
            }
        }
        let token = shown_token(&client).await;
        send_token(&client, &token).await.assert_status(200);
        tokens.push(token);
    }
    for old in &tokens[1..4] {
        assert_refused(send_token(&client, old).await).await;
    }
}

#[tokio::test]
async fn a_session_that_nobody_knows_binds_nothing() {
    let client = visitor();
    let claimed = || {
        client
            .get("/token")
            .cookie("__Host-SESSION_ID", &"a".repeat(43))
    };
    let token = claimed().await.text().await;
    let sent = client
        .post("/")
        .cookie("__Host-SESSION_ID", &"a".repeat(43))
        .header("x-csrf-token", &token);
    sent.await.assert_status(200);
}

#[tokio::test]
async fn a_visitor_without_a_session_gets_a_cookie_when_a_token_is_written_and_not_before() {
    let client = visitor();
    let page = client.get("/count").await;
    assert!(page.cookie("__Host-csrf").is_none());

    let client = visitor();
    let page = client.get("/token").await;
    page.assert_header("cache-control", "no-store")
        .assert_header("vary", "Cookie");
    let said = page.header("set-cookie").unwrap();
    let (value, attributes) = said.split_once(';').unwrap();
    assert_eq!(value.len(), "__Host-csrf=".len() + 43);
    assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Lax");
    let page = client.get("/token").await;
    assert_eq!(page.header("set-cookie"), None);
    let foreign = client.get("/token").cookie("__Host-csrf", "short").await;
    assert!(foreign.cookie("__Host-csrf").is_some());
}

#[tokio::test]
async fn what_is_public_stays_so_as_long_as_no_token_is_written() {
    #[handler]
    fn style() -> &'static str {
        "body {}"
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => style
    };
    let page = TestClient::new(app).get("/").await;
    assert_eq!(page.headers().get_all("set-cookie").iter().count(), 0);
    assert_eq!(page.header("cache-control"), None);
    assert_eq!(page.header("vary"), None);
}

#[tokio::test]
async fn the_store_is_asked_once_and_only_about_who_claims_a_session() {
    let store = SpyStore::new(MemoryStore::new());
    let client = TestClient::new(middleware_stack! {
        Sessions::<u64>::new(store.clone()),
        CsrfTokens::<u64>::new(),
        => routes { GET "/count" => count, GET "/token" => token, POST "/" => echo }
    });
    let early = shown_token(&client).await;
    send_token(&client, &early).await.assert_status(200);
    assert_eq!(store.asked(), 0);
    client.get("/count").await.assert_status(200);
    let before = store.asked();
    let token = shown_token(&client).await;
    assert_eq!(store.asked(), before + 1);
    send_token(&client, &token).await.assert_status(200);
    assert_eq!(store.asked(), before + 2);
}

#[tokio::test]
async fn the_cookie_is_set_also_when_others_are() {
    #[handler]
    fn both(token: &CsrfToken) -> ([(&'static str, &'static str); 1], String) {
        ([("set-cookie", "a=b")], token.to_string())
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => both
    };
    let page = TestClient::new(app).get("/").await;
    assert!(page.cookie("a").is_some() && page.cookie("__Host-csrf").is_some());
}

#[tokio::test]
async fn a_token_that_is_written_after_the_session_began_belongs_to_it() {
    #[handler]
    async fn begin(session: &Session<u64>, token: &CsrfToken) -> Result<String, SessionError> {
        session.update(|count| *count += 1).await?;
        Ok(token.to_string())
    }
    #[handler]
    async fn too_early(session: &Session<u64>, token: &CsrfToken) -> Result<String, SessionError> {
        let early = token.to_string();
        session.update(|count| *count += 1).await?;
        Ok(early)
    }
    let app = || {
        middleware_stack! {
            Sessions::<u64>::new(MemoryStore::new()),
            CsrfTokens::<u64>::new(),
            => routes {
                GET "/" => begin,
                GET "/early" => too_early,
                POST "/" => echo,
            }
        }
    };
    let log = Log::here();
    let client = TestClient::new(app());
    let token = client.get("/").await.text().await;
    assert_eq!(client.cookie("__Host-csrf"), None);
    send_token(&client, &token).await.assert_status(200);
    assert_eq!(log.take(), Vec::<String>::new());

    let client = TestClient::new(app());
    let token = client.get("/early").await.text().await;
    let lines = log.take();
    assert!(lines[0].contains("write to the session first"), "{lines:?}");
    assert_refused(send_token(&client, &token).await).await;
}

#[tokio::test]
async fn the_cookie_can_be_another() {
    let cookie = SessionCookie::builder("XSRF")
        .prefix(CookiePrefix::None)
        .insecure()
        .build()
        .unwrap();
    let client =
        TestClient::new(guarded(CsrfTokens::new().cookie(cookie))).base_url("http://example.org");
    let token = shown_token(&client).await;
    assert!(client.cookie("XSRF").is_some());
    send_token(&client, &token).await.assert_status(200);
}
