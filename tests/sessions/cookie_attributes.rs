//! The cookie, byte for byte.

use onionskin::{
    SameSite, TestClient,
    prelude::*,
    session::{CookiePrefix, InvalidSessionCookie, SessionCookieBuilder},
};

#[handler]
async fn counted(session: &Session<u64>) -> Result<String, SessionError> {
    Ok(session.update(|count| *count += 1).await?.to_string())
}

const ID: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

/// What follows the id in the header, and the name before it.
fn written(builder: SessionCookieBuilder) -> String {
    let id = SessionId::parse(ID).unwrap();
    let value = builder.build().unwrap().set(&id);
    value.to_str().unwrap().replace(ID, "ID")
}

fn builder() -> SessionCookieBuilder {
    SessionCookie::builder("SESSION_ID")
}

#[test]
fn the_default_is_the_safest() {
    let id = SessionId::parse(ID).unwrap();
    let expected = format!("__Host-SESSION_ID={ID}; Path=/; Secure; HttpOnly; SameSite=Lax");
    assert_eq!(SessionCookie::default().set(&id), expected);
    assert_eq!(
        SessionCookie::new("SESSION_ID"),
        Ok(SessionCookie::default())
    );
}

#[test]
fn every_attribute_is_written_as_browsers_read_it() {
    for (builder, expected) in [
        (
            builder(),
            "__Host-SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().insecure(),
            "SESSION_ID=ID; Path=/; HttpOnly; SameSite=Lax",
        ),
        (
            builder().same_site(SameSite::Strict),
            "__Host-SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=Strict",
        ),
        (
            builder().same_site(SameSite::None).partitioned(),
            "__Host-SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
        ),
        (
            builder().readable_by_scripts(),
            "__Host-SESSION_ID=ID; Path=/; Secure; SameSite=Lax",
        ),
        (
            builder().path("/shop"),
            "__Secure-SESSION_ID=ID; Path=/shop; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().domain("example.org"),
            "__Secure-SESSION_ID=ID; Path=/; Domain=example.org; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().persistent(Duration::from_secs(86_400)),
            "__Host-SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=86400",
        ),
        (
            builder().prefix(CookiePrefix::None),
            "SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().prefix(CookiePrefix::Secure),
            "__Secure-SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().prefix(CookiePrefix::Http).path("/shop"),
            "__Http-SESSION_ID=ID; Path=/shop; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().prefix(CookiePrefix::HostHttp),
            "__Host-Http-SESSION_ID=ID; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            SessionCookie::builder("__host-http-sid"),
            "__Host-Http-sid=ID; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            builder().domain(".example.org"),
            "__Secure-SESSION_ID=ID; Path=/; Domain=.example.org; Secure; HttpOnly; SameSite=Lax",
        ),
        (
            SessionCookie::builder("__host-sid"),
            "__Host-sid=ID; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
    ] {
        assert_eq!(written(builder), expected);
    }
}

#[test]
fn the_deletion_repeats_what_was_set() {
    let cookie = builder()
        .domain("example.org")
        .path("/shop")
        .same_site(SameSite::None)
        .partitioned()
        .persistent(Duration::from_secs(60))
        .build()
        .unwrap();
    assert_eq!(
        cookie.deletion(),
        "__Secure-SESSION_ID=; Path=/shop; Domain=example.org; Secure; HttpOnly; SameSite=None; \
         Partitioned; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    );
}

#[test]
fn combinations_that_browsers_refuse_are_refused_when_built() {
    use InvalidSessionCookie as Invalid;
    for (builder, refusal) in [
        (
            builder().same_site(SameSite::None).insecure(),
            Invalid::SameSiteNoneNeedsSecure,
        ),
        (
            builder().insecure().partitioned(),
            Invalid::PartitionedNeedsSecure,
        ),
        (
            builder().prefix(CookiePrefix::Host).domain("example.org"),
            Invalid::HostPrefix,
        ),
        (
            builder().prefix(CookiePrefix::Host).path("/shop"),
            Invalid::HostPrefix,
        ),
        (
            builder().insecure().prefix(CookiePrefix::Host),
            Invalid::HostPrefix,
        ),
        (
            builder().insecure().prefix(CookiePrefix::Secure),
            Invalid::SecurePrefixNeedsSecure,
        ),
        (
            SessionCookie::builder("__Host-SID").domain("example.org"),
            Invalid::HostPrefix,
        ),
        (
            SessionCookie::builder("__Host-Http-SID").path("/shop"),
            Invalid::HostPrefix,
        ),
        (
            SessionCookie::builder("__Host-Http-SID").readable_by_scripts(),
            Invalid::HttpPrefixNeedsHttpOnly,
        ),
        (
            builder().prefix(CookiePrefix::Http).readable_by_scripts(),
            Invalid::HttpPrefixNeedsHttpOnly,
        ),
        (
            builder().insecure().prefix(CookiePrefix::Http),
            Invalid::SecurePrefixNeedsSecure,
        ),
        (
            builder().persistent(Duration::from_millis(999)),
            Invalid::MaxAge,
        ),
        (SessionCookie::builder("__Host-Http-"), Invalid::Name),
        (SessionCookie::builder(""), Invalid::Name),
        (SessionCookie::builder("__Host-"), Invalid::Name),
        (SessionCookie::builder("a b"), Invalid::Name),
        (SessionCookie::builder("a=b"), Invalid::Name),
        (SessionCookie::builder("a;b"), Invalid::Name),
        (SessionCookie::builder("caf\u{e9}"), Invalid::Name),
        (SessionCookie::builder("a\r\nSet-Cookie: b"), Invalid::Name),
        (builder().path("shop"), Invalid::Path),
        (builder().path("/; Domain=evil.example"), Invalid::Path),
        (builder().path("/a\r\nb"), Invalid::Path),
        (builder().domain(""), Invalid::Domain),
        (builder().domain("."), Invalid::Domain),
        (builder().domain("example..org"), Invalid::Domain),
        (builder().domain("example.org; Secure"), Invalid::Domain),
    ] {
        assert_eq!(builder.clone().build(), Err(refusal), "{builder:?}");
    }
}

#[tokio::test]
async fn the_stage_finds_the_cookie_by_the_name_it_was_given() {
    for cookie_named in [
        builder().insecure().build().unwrap(),
        SessionCookie::new("sid").unwrap(),
        SessionCookie::new("__Host-Http-sid").unwrap(),
        SessionCookie::builder("sid").path("/shop").build().unwrap(),
    ] {
        let sessions = Sessions::<u64>::new(MemoryStore::new()).cookie(cookie_named.clone());
        let client = TestClient::new(middleware_stack! { (sessions), => counted });
        let first = client.get("/shop").await;
        assert!(first.cookie(cookie_named.name()).is_some(), "{first}");
        assert_eq!(client.get("/shop").await.text().await, "2");
    }
}
