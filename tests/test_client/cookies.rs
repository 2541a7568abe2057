//! Cookies are kept and sent by the rules of browsers (RFC 6265bis).

use onionskin::TestClient;

use super::{Mirror, Seen, both};

#[tokio::test]
async fn cookies_are_kept_for_each_client() {
    for client in both().await {
        client.get("/set?a=1&b=2;+Secure;+HttpOnly").await;
        let seen: Seen = client.get("/").await.json().await;
        assert_eq!(seen.cookie, "a=1; b=2");
        let seen: Seen = client.get("/").cookie("a", "mine").await.json().await;
        assert_eq!(seen.cookie, "b=2; a=mine");
        let seen: Seen = client.another().get("/").await.json().await;
        assert_eq!(seen.cookie, "");
        client.get("/set?a=;+Max-Age=0").await;
        client
            .get("/set?b=;+Expires=Thu,+01+Jan+1970+00:00:00+GMT")
            .await;
        assert_eq!(client.cookie("a"), None);
        assert_eq!(client.cookie("b"), None);
    }
}

#[tokio::test]
async fn cookies_follow_the_rules_for_domains_paths_and_schemes() {
    let table = [
        ("https://a.example/set", "n=1", "https://a.example/", true),
        (
            "https://a.example/set",
            "n=1",
            "https://b.a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Domain=a.example",
            "https://b.a.example/",
            true,
        ),
        (
            "https://a.example/set",
            "n=1;+Domain=b.example",
            "https://b.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Domain=b.example",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Path=/x",
            "https://a.example/x/y",
            true,
        ),
        (
            "https://a.example/set",
            "n=1;+Path=/x",
            "https://a.example/xy",
            false,
        ),
        (
            "https://a.example/deep/set",
            "n=1",
            "https://a.example/deep/er",
            true,
        ),
        (
            "https://a.example/deep/set",
            "n=1",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Secure",
            "http://a.example/",
            false,
        ),
        (
            "http://a.example/set",
            "n=1;+Secure",
            "https://a.example/",
            false,
        ),
        (
            "http://localhost/set",
            "n=1;+Secure",
            "http://localhost/",
            true,
        ),
    ];
    for row in table {
        assert_sent(row).await;
    }
}

#[tokio::test]
async fn the_prefix_of_a_cookies_name_is_a_promise() {
    let table = [
        (
            "https://a.example/set",
            "__Host-n=1;+Secure;+Path=/",
            "https://a.example/",
            true,
        ),
        (
            "https://a.example/set",
            "__Host-n=1;+Secure;+Path=/x",
            "https://a.example/x",
            false,
        ),
        (
            "https://a.example/set",
            "__Secure-n=1",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "__secure-n=1",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "__Http-n=1;+Secure;+HttpOnly;+Path=/x",
            "https://a.example/x",
            true,
        ),
        (
            "https://a.example/set",
            "__Host-Http-n=1;+Secure;+Path=/",
            "https://a.example/",
            false,
        ),
    ];
    for row in table {
        assert_sent(row).await;
    }
}

/// Where a cookie was set, the header, where is asked, and whether it is sent there.
type Row = (&'static str, &'static str, &'static str, bool);

async fn assert_sent((set_at, cookie, asked_at, sent): Row) {
    let client = TestClient::new(Mirror);
    client.get(&format!("{set_at}?{cookie}")).await;
    let seen: Seen = client.get(asked_at).await.json().await;
    assert_eq!(
        !seen.cookie.is_empty(),
        sent,
        "{cookie} of {set_at} at {asked_at}"
    );
}

#[tokio::test]
async fn what_comes_in_the_clear_does_not_replace_a_secure_cookie() {
    let client = TestClient::new(Mirror);
    client
        .get("https://a.example/set?n=real;+Secure;+Path=/")
        .await;
    for planted in [
        "http://a.example/set?n=planted;+Path=/",
        "http://b.a.example/set?n=planted;+Domain=a.example",
        "http://a.example/set?n=;+Path=/;+Max-Age=0",
    ] {
        client.get(planted).await;
        let seen: Seen = client.get("https://a.example/").await.json().await;
        assert_eq!(seen.cookie, "n=real", "{planted}");
    }
    client.get("https://a.example/set?n=mine;+Path=/").await;
    let seen: Seen = client.get("https://a.example/").await.json().await;
    assert_eq!(seen.cookie, "n=mine");
}
