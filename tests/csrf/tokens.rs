//! A token is good for one visitor, until the session gets another id.

use std::collections::HashSet;

use onionskin::{TestClient, prelude::*};

use super::{assert_refused, count, echo, guarded, send_token, shown_token, token, visitor};
use crate::sessions::spy_store::SpyStore;

#[tokio::test]
async fn a_shown_token_is_taken_and_none_is_refused() {
    let client = visitor();
    assert_refused(client.post("/").body("x").await).await;
    let token = shown_token(&client).await;
    assert_refused(client.post("/").body("x").await).await;
    let sent = client.post("/").header("x-csrf-token", &token).body("x");
    assert_eq!(sent.await.assert_status(200).text().await, "x");
}

#[tokio::test]
async fn every_token_is_another_and_all_are_good() {
    let client = visitor();
    let mut tokens = HashSet::new();
    for _ in 0..20 {
        tokens.insert(shown_token(&client).await);
    }
    assert_eq!(tokens.len(), 20);
    for token in tokens {
        assert_eq!(token.len(), 64);
        send_token(&client, &token).await.assert_status(200);
    }
}

#[tokio::test]
async fn a_changed_token_is_none() {
    let client = visitor();
    let token = shown_token(&client).await;
    let flipped: String = token
        .chars()
        .map(|letter| if letter == 'A' { 'B' } else { 'A' })
        .collect();
    let changed = [
        String::new(),
        token[..63].to_owned(),
        format!("{token}A"),
        format!("{token}="),
        format!("{token}{token}"),
        token.to_lowercase(),
        flipped,
        "A".repeat(64),
        "ä".repeat(32),
        "x".repeat(30_000),
    ];
    for other in changed {
        assert_refused(send_token(&client, &other).await).await;
    }
    for at in 0..64 {
        let mut other = token.clone().into_bytes();
        other[at] = if other[at] == b'x' { b'y' } else { b'x' };
        let other = String::from_utf8(other).unwrap();
        assert_refused(send_token(&client, &other).await).await;
    }
    send_token(&client, &token).await.assert_status(200);
}

#[tokio::test]
async fn a_token_is_looked_for_in_headers_and_never_in_the_query() {
    let tokens = CsrfTokens::new()
        .header("x-xsrf-token")
        .header("X-My-Token");
    let client = TestClient::new(guarded(tokens));
    let token = shown_token(&client).await;
    for name in ["x-csrf-token", "x-xsrf-token", "x-my-token"] {
        let sent = client.post("/").header(name, &token);
        sent.await.assert_status(200);
    }
    let query = client.post(&format!("/?csrf_token={token}&x-csrf-token={token}"));
    assert_refused(query.await).await;
}

#[tokio::test]
async fn headers_that_disagree_are_no_token() {
    let client = TestClient::new(guarded(CsrfTokens::new().header("x-xsrf-token")));
    let token = shown_token(&client).await;
    let other = shown_token(&client).await;
    let same = client
        .post("/")
        .header("x-csrf-token", &token)
        .header("x-xsrf-token", &token);
    same.await.assert_status(200);
    let differing = client
        .post("/")
        .header("x-csrf-token", &token)
        .header("x-xsrf-token", &other);
    assert_refused(differing.await).await;
}

#[tokio::test]
async fn methods_that_change_nothing_need_no_token() {
    let query = Method::from_bytes(b"QUERY").unwrap();
    let client = visitor();
    client.get("/count").await.assert_status(200);
    client.head("/count").await.assert_status(200);
    assert_ne!(client.options("/").await.status(), 403);
    assert_refused(client.request(query.clone(), "/").await).await;
    let client = TestClient::new(guarded(CsrfTokens::new().safe_method(query.clone())));
    client.request(query, "/").await.assert_status(200);
}

#[tokio::test]
async fn exemptions_need_no_token() {
    let tokens = CsrfTokens::new()
        .exempt_bearer()
        .exempt(|req| req.header("x-hook").is_some());
    let client = TestClient::new(guarded(tokens));
    let bearer = || client.post("/").header("authorization", "Bearer abc");
    bearer().await.assert_status(200);
    assert_refused(bearer().header("cookie", "a=b").await).await;
    client
        .post("/")
        .header("x-hook", "1")
        .await
        .assert_status(200);
    assert_refused(client.post("/").await).await;
}

#[tokio::test]
async fn templates_get_a_field_and_a_meta_element_that_cannot_be_broken_out_of() {
    #[handler]
    fn page(token: &CsrfToken) -> String {
        format!(
            "{}\n{}\n{}",
            token.field(),
            token.meta(),
            token.header_name()
        )
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new().field(r#"a"b<c>&'d"#),
        => page
    };
    let page = TestClient::new(app).get("/").await.text().await;
    let mut lines = page.lines();
    let mut next = |start: &str, end: &str| {
        let line = lines.next().unwrap();
        let token = line.strip_prefix(start).unwrap().strip_suffix(end).unwrap();
        assert_eq!(token.len(), 64);
        assert!(
            token
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it))
        );
        token.to_owned()
    };
    let start = r#"<input type="hidden" name="a&quot;b&lt;c&gt;&amp;&#39;d" value=""#;
    let first = next(start, r#"">"#);
    let second = next(r#"<meta name="csrf-token" content=""#, r#"">"#);
    assert_ne!(first, second);
    assert_eq!(lines.next(), Some("x-csrf-token"));
}

#[tokio::test]
async fn a_token_that_comes_another_way_can_be_verified() {
    #[handler]
    fn verify(token: &CsrfToken, body: String) -> String {
        token.is_valid(&body).to_string()
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new().exempt(|_| true),
        => routes { GET "/token" => token, GET "/count" => count, POST "/" => verify }
    };
    let client = TestClient::new(app);
    let token = shown_token(&client).await;
    assert_eq!(
        client.post("/").body(token.clone()).await.text().await,
        "true"
    );
    assert_eq!(client.post("/").body("x").await.text().await, "false");
    client.get("/count").await.assert_status(200);
    assert_eq!(client.post("/").body(token).await.text().await, "false");
}

#[tokio::test]
async fn no_secret_is_printed() {
    #[handler]
    fn debug(token: &CsrfToken) -> String {
        format!("{token:?}")
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => debug
    };
    let said = TestClient::new(app).get("/").await.text().await;
    assert_eq!(said, "CsrfToken(redacted)");
}

#[tokio::test]
async fn when_the_store_is_down_the_answer_is_that_of_the_session() {
    let store = SpyStore::new(MemoryStore::new());
    store.break_down();
    let client = TestClient::new(middleware_stack! {
        Sessions::<u64>::new(store.clone()),
        CsrfTokens::<u64>::new(),
        => echo
    });
    let asked = client
        .post("/")
        .cookie("__Host-SESSION_ID", &"a".repeat(43))
        .await;
    asked.assert_status(503).assert_header("retry-after", "5");
    store.recover();
    assert_refused(client.post("/").await).await;
}

#[session_id_generator]
fn always_the_same() -> String {
    "x".repeat(43)
}

#[tokio::test]
async fn the_token_of_a_visitor_is_none_of_a_session_with_the_same_id() {
    let sessions = Sessions::<u64>::new(MemoryStore::new()).generator(always_the_same {});
    let client = TestClient::new(middleware_stack! {
        (sessions),
        CsrfTokens::<u64>::new(),
        => routes { GET "/token" => token, GET "/count" => count, POST "/" => echo }
    });
    let visitor = || client.another();
    let asked = visitor()
        .get("/token")
        .cookie("__Host-csrf", &always_the_same());
    let token = asked.await.text().await;
    let binding = visitor();
    let own = binding.post("/").header("x-csrf-token", &token);
    own.cookie("__Host-csrf", &always_the_same())
        .await
        .assert_status(200);
    client.get("/count").await.assert_status(200);
    assert_refused(send_token(&client, &token).await).await;
}
