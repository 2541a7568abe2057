//! Whatever a client claims, it gets no session that was not made here.

use onionskin::{InvalidSessionId, MemoryStore, SessionId, Sessions};

use super::{
    spy_store::SpyStore,
    visitor::{claim, cookie, count, minutes, read, set_cookie, site, visit},
};

const UNKNOWN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[tokio::test]
async fn an_unknown_id_is_never_adopted() {
    let (sessions, _, _) = site::<u64>();
    let claim = format!("__Host-SESSION_ID={UNKNOWN}");
    let (exists, response) = visit(&sessions, &claim, async |session| {
        session.exists().await.unwrap()
    })
    .await;
    assert!(!exists);
    assert_eq!(set_cookie(&response), None);

    let (counted, response) = visit(&sessions, &claim, count).await;
    assert_eq!(counted, 1);
    assert_ne!(
        cookie(&response),
        claim,
        "the session goes by an id that the client chose"
    );
    assert_eq!(visit(&sessions, &claim, read).await.0, 0);
}

#[tokio::test]
async fn a_claimed_id_is_not_told_as_the_id_of_a_session() {
    let (sessions, _, _) = site::<u64>();
    let claim = format!("__Host-SESSION_ID={UNKNOWN}");
    let (id, _) = visit(&sessions, &claim, async |session| {
        session.id().await.unwrap()
    })
    .await;
    assert_eq!(id, None);
}

#[tokio::test]
async fn a_malformed_id_never_reaches_the_store() {
    let spy = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::new(spy.clone());
    let long = "x".repeat(129);
    let longest = "x".repeat(100_000);
    for claim in [
        "",
        "short",
        "0123456789",
        "has space in it",
        "comma,comma,comma",
        "\"quoted-quoted\"",
        "back\\slash\\back",
        "caf\u{e9}-caf\u{e9}-caf\u{e9}",
        "nul\0nul\0nul\0nul",
        "' OR 1=1; --;;;;",
        "line\r\nline\r\nline",
        &long,
        &longest,
    ] {
        let session = sessions.open(Some(claim.to_owned()));
        assert_eq!(session.get().await.unwrap(), 0, "{claim:?}");
    }
    assert_eq!(spy.asked(), 0);
}

#[tokio::test]
async fn no_random_cookie_header_opens_a_session_or_panics() {
    const LETTERS: &[u8] = b"=; \t\",\\azAZ09-_%\x80\xff";
    let spy = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::new(spy.clone());
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
    for _ in 0..100_000 {
        let length = noise.next() % 60;
        let junk: Vec<u8> = (0..length)
            .map(|_| LETTERS[noise.next() % LETTERS.len()])
            .collect();
        let value = [b"__Host-SESSION_ID=", junk.as_slice()].concat();
        let mut request = onionskin::Request::new(onionskin::Body::empty());
        request
            .headers_mut()
            .insert("cookie", http::HeaderValue::from_bytes(&value).unwrap());
        let before = spy.asked();
        let claimed = claim(&mut request).await;
        let is_well_formed = claimed
            .as_deref()
            .is_some_and(|it| SessionId::parse(it).is_ok());
        assert_eq!(sessions.open(claimed).get().await.unwrap(), 0);
        assert_eq!(spy.asked() - before, usize::from(is_well_formed));
    }
}

#[tokio::test]
async fn of_two_well_formed_cookies_none_is_taken() {
    let (sessions, _, _) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let real = cookie(&response);
    for both in [
        format!("{real}; __Host-SESSION_ID={UNKNOWN}"),
        format!("__Host-SESSION_ID={UNKNOWN}; {real}"),
    ] {
        assert_eq!(visit(&sessions, &both, read).await.0, 0, "{both}");
    }
}

#[tokio::test]
async fn a_malformed_or_repeated_cookie_does_not_hide_the_real_one() {
    let (sessions, _, _) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let real = cookie(&response);
    for cookies in [
        format!("__Host-SESSION_ID=bad; {real}"),
        format!("{real}; __Host-SESSION_ID="),
        format!("{real}; {real}"),
        format!("theme=dark; {real}; lang=en"),
    ] {
        assert_eq!(visit(&sessions, &cookies, read).await.0, 1, "{cookies}");
    }
}

#[tokio::test]
async fn a_neighbour_that_is_no_ascii_does_not_hide_the_real_one() {
    let (sessions, _, _) = site::<u64>();
    let real = cookie(&visit(&sessions, "", count).await.1);
    let mut request = onionskin::Request::new(onionskin::Body::empty());
    let cookies = format!("place=Z\u{fc}rich; {real}");
    request
        .headers_mut()
        .insert("cookie", http::HeaderValue::from_str(&cookies).unwrap());
    let session = sessions.open(claim(&mut request).await);
    assert_eq!(read(&session).await, 1);
}

#[tokio::test]
async fn a_cookie_without_the_prefix_is_another_cookie() {
    let (sessions, _, _) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let planted = cookie(&response).replace("__Host-", "");
    assert_eq!(visit(&sessions, &planted, read).await.0, 0);
}

#[tokio::test]
async fn an_expired_id_is_as_good_as_none_and_not_used_again() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let old = cookie(&response);
    clock.advance(minutes(31));
    assert_eq!(visit(&sessions, &old, read).await.0, 0);
    let (counted, response) = visit(&sessions, &old, count).await;
    assert_eq!(counted, 1);
    assert_ne!(cookie(&response), old);
}

#[test]
fn an_id_is_parsed_strictly() {
    for (text, refusal) in [
        ("", InvalidSessionId::TooShort),
        ("0123456789", InvalidSessionId::TooShort),
        ("semi;colon;", InvalidSessionId::Alphabet),
        ("with space in", InvalidSessionId::Alphabet),
        ("caf\u{e9}caf\u{e9}caf\u{e9}", InvalidSessionId::Alphabet),
    ] {
        assert_eq!(SessionId::parse(text), Err(refusal), "{text:?}");
    }
    assert_eq!(
        SessionId::parse(&"x".repeat(129)),
        Err(InvalidSessionId::TooLong)
    );
    for length in [11, 43, 62, 63, 128] {
        let text = "x".repeat(length);
        assert_eq!(SessionId::parse(&text).unwrap().as_str(), text);
    }
}

#[test]
fn ids_are_equal_only_when_every_character_is() {
    let id = SessionId::parse("abcdefghijklm").unwrap();
    assert_eq!(id, "abcdefghijklm".parse().unwrap());
    for other in [
        "abcdefghijkln",
        "Abcdefghijklm",
        "abcdefghijklmn",
        "abcdefghijkl",
    ] {
        assert_ne!(id, other.parse().unwrap(), "{other}");
    }
    let long = "l".repeat(100);
    let id = SessionId::parse(&long).unwrap();
    assert_eq!(id, long.parse().unwrap());
    for other in ["l".repeat(99), "l".repeat(99) + "1", "l".repeat(62)] {
        assert_ne!(id, other.parse().unwrap(), "{other}");
    }
}

#[test]
fn neither_an_id_nor_a_session_nor_a_record_shows_a_secret() {
    let (sessions, _, _) = site::<u64>();
    let id = SessionId::random::<256>();
    let session = sessions.open(Some(id.as_str().to_owned()));
    let cookie = onionskin::SessionCookie::default().set(&id);
    let refused = SessionId::parse("top secret").unwrap_err();
    let shown = format!(
        "{id:?} {session:?} {:?} {sessions:?} {cookie:?} {refused:?}",
        id.key()
    );
    assert!(
        !shown.contains(id.as_str()) && !shown.contains("top secret"),
        "{shown}"
    );
}

/// A xorshift: the noise is the same in every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap()
    }
}
