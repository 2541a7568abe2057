//! Sessions that the client carries itself: sealed, bounded, and no older than they may be.

use onionskin::{
    IntoResponse, Session, SessionCookie, SessionError, Sessions,
    session::{ClientSide, SessionKeys, WeakSessionKey},
};

use super::visitor::{HandClock, cookie, count, minutes, read, set_cookie, visit};
use crate::log::Log;

const SECRET: &[u8] = b"thirty-two bytes from a generator";
const OTHER: &[u8] = b"thirty-two bytes of another origin";

fn encrypted() -> ClientSide {
    ClientSide::new(SessionKeys::new(SECRET).unwrap())
}

fn counting(how: ClientSide) -> Sessions<u64> {
    Sessions::client_side(how)
}

#[tokio::test]
async fn a_session_is_in_its_cookie_and_nowhere_else() {
    for how in [encrypted(), encrypted().signed()] {
        let mut known = String::new();
        for expected in 1..=3 {
            // Another process, which shares nothing but the secret.
            let sessions = counting(how.clone());
            let (counted, response) = visit(&sessions, &known, count).await;
            assert_eq!(counted, expected);
            known = cookie(&response);
            let set = set_cookie(&response).unwrap();
            assert!(
                set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"),
                "{set}"
            );
            assert_eq!(response.headers()["cache-control"], "no-store");
        }
        let (found, response) = visit(&counting(how), &known, read).await;
        assert_eq!(found, 3);
        assert_eq!(set_cookie(&response), None, "reading changes nothing");
        assert_eq!(response.headers()["vary"], "Cookie");
    }
}

#[tokio::test]
async fn a_cookie_is_opened_when_something_is_first_asked_and_not_before() {
    let log = Log::here();
    let opened = || log.take_from("onionskin::session::client_side").len();
    let sessions = counting(encrypted());
    let forged = "__Host-SESSION_ID=v1.nobody.knows-this-key-or-what-is-behind-it";
    visit(&sessions, forged, async |_| ()).await;
    assert_eq!(opened(), 0, "nobody has asked");
    let (seen, _) = visit(&sessions, forged, async |session| {
        (
            read(session).await,
            read(session).await,
            count(session).await,
        )
    })
    .await;
    assert_eq!((seen, opened()), ((0, 0, 1), 1));
}

#[tokio::test]
async fn nothing_is_set_before_the_first_write() {
    let (found, response) = visit(&counting(encrypted()), "", read).await;
    assert_eq!(found, 0);
    assert_eq!(set_cookie(&response), None);
}

#[tokio::test]
async fn one_session_is_sealed_differently_every_time() {
    let sessions = counting(encrypted());
    let known = cookie(&visit(&sessions, "", count).await.1);
    let first = cookie(&visit(&sessions, &known, count).await.1);
    let second = cookie(&visit(&sessions, &known, count).await.1);
    assert_ne!(first, second);
}

#[tokio::test]
async fn no_changed_letter_passes() {
    for how in [encrypted(), encrypted().signed()] {
        let sessions = counting(how);
        let known = cookie(&visit(&sessions, "", count).await.1);
        let start = known.find('=').unwrap() + 1;
        for place in start..known.len() {
            let mut letters = known.clone().into_bytes();
            letters[place] = if letters[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(letters).unwrap();
            assert_eq!(visit(&sessions, &changed, read).await.0, 0, "{changed}");
            let shorter = &known[..place];
            assert_eq!(visit(&sessions, shorter, read).await.0, 0, "{shorter}");
        }
        assert_eq!(visit(&sessions, &known, read).await.0, 1);
    }
}

#[tokio::test]
async fn what_is_signed_is_not_taken_for_encrypted_nor_the_other_way_round() {
    let (encrypted, signed) = (counting(encrypted()), counting(encrypted().signed()));
    let sealed = cookie(&visit(&encrypted, "", count).await.1);
    let plain = cookie(&visit(&signed, "", count).await.1);
    assert_eq!(visit(&signed, &sealed, read).await.0, 0);
    assert_eq!(visit(&encrypted, &plain, read).await.0, 0);
}

#[tokio::test]
async fn a_session_of_one_cookie_does_not_open_in_another() {
    for how in [encrypted(), encrypted().signed()] {
        let known = cookie(&visit(&counting(how.clone()), "", count).await.1);
        let basket = counting(how).cookie(SessionCookie::new("BASKET").unwrap());
        let moved = known.replace("__Host-SESSION_ID", "__Host-BASKET");
        assert_eq!(visit(&basket, &moved, read).await.0, 0);
    }
}

#[tokio::test]
async fn a_secret_can_be_changed_without_logging_anybody_out() {
    let keys = |secret| SessionKeys::new(secret).unwrap();
    let before = counting(ClientSide::new(keys(SECRET)));
    let during = counting(ClientSide::new(keys(OTHER).accept(SECRET).unwrap()));
    let after = counting(ClientSide::new(keys(OTHER)));
    let old = cookie(&visit(&before, "", count).await.1);
    assert_eq!(visit(&after, &old, read).await.0, 0);
    let (counted, response) = visit(&during, &old, count).await;
    assert_eq!(counted, 2);
    let new = cookie(&response);
    assert_eq!(visit(&after, &new, read).await.0, 2);
    assert_eq!(visit(&before, &new, read).await.0, 0);
}

#[test]
fn a_secret_that_can_be_guessed_is_refused() {
    assert_eq!(SessionKeys::new(&[7; 31]).unwrap_err(), WeakSessionKey);
    let keys = SessionKeys::new(SECRET).unwrap();
    assert!(!format!("{keys:?}").contains("thirty"));
    assert_eq!(keys.accept(b"").unwrap_err(), WeakSessionKey);
    let repeated = "changing".repeat(8);
    for guessable in [
        "00000000000000000000000000000000",
        "abcabcabcabcabcabcabcabcabcabcabcabcabc",
        "ChangeMe-ChangeMe-ChangeMe-ChangeMe",
        "django-insecure-#k2l_9x@v3q8z7w1p0m4n",
        "your-256-bit-SECRET-goes-right-here!",
        &repeated,
    ] {
        let refused = SessionKeys::new(guessable.as_bytes());
        assert_eq!(refused.unwrap_err(), WeakSessionKey, "{guessable}");
    }
    for drawn in [
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
    ] {
        SessionKeys::new(drawn.as_bytes()).expect(drawn);
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_the_rest_stays() {
    for how in [encrypted(), encrypted().signed()] {
        let sessions = Sessions::<String>::client_side(how);
        let mut known = String::new();
        let mut length = 0;
        let refused = loop {
            let (added, response) = visit(&sessions, &known, async |it| add(it).await).await;
            match added {
                Ok(text) => length = text.len(),
                Err(refused) => {
                    assert_eq!(set_cookie(&response), None);
                    break refused;
                }
            }
            assert!(set_cookie(&response).unwrap().len() <= 4096);
            known = cookie(&response);
        };
        assert!(matches!(refused, SessionError::TooLarge));
        assert_eq!(refused.into_response().status(), 500);
        assert!((2700..3000).contains(&length), "{length} bytes fit");
        let (found, _) = visit(&sessions, &known, async |it| it.get().await).await;
        assert_eq!(found.unwrap().len(), length);
    }
}

async fn add(session: &Session<String>) -> Result<String, SessionError> {
    session.update(|text| text.push_str("ten bytes.")).await
}

#[tokio::test]
async fn it_ends_when_its_time_is_over_though_the_client_keeps_the_cookie() {
    let clock = HandClock::new();
    let sessions = counting(encrypted()).clock(clock.clone());
    let idle = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(29));
    let (found, response) = visit(&sessions, &idle, read).await;
    assert_eq!(found, 1);
    let used = cookie(&response);
    clock.advance(minutes(29));
    assert_eq!(visit(&sessions, &idle, read).await.0, 0);
    let (mut counted, mut response) = visit(&sessions, &used, count).await;
    assert_eq!(counted, 2);
    for _ in 0..33 {
        clock.advance(minutes(20));
        (counted, response) = visit(&sessions, &cookie(&response), count).await;
    }
    assert_eq!(counted, 35, "in use all the time");
    clock.advance(minutes(20));
    let (over, _) = visit(&sessions, &cookie(&response), read).await;
    assert_eq!(over, 0, "twelve hours are over");
}

#[tokio::test]
async fn a_renewed_session_has_another_id_and_the_same_data() {
    let sessions = counting(encrypted());
    let (id, response) = visit(&sessions, "", async |it| {
        count(it).await;
        it.id().await.unwrap().unwrap()
    })
    .await;
    let known = cookie(&response);
    let (again, _) = visit(&sessions, &known, async |it| {
        it.id().await.unwrap().unwrap()
    })
    .await;
    assert_eq!(again, id);
    let (renewed, response) = visit(&sessions, &known, async |it| {
        it.regenerate_for("user-1").await.unwrap();
        it.id().await.unwrap().unwrap()
    })
    .await;
    assert_ne!(renewed, id);
    assert_eq!(visit(&sessions, &cookie(&response), count).await.0, 2);
}

#[tokio::test]
async fn a_session_that_was_ended_takes_its_cookie_along() {
    let sessions = counting(encrypted());
    let known = cookie(&visit(&sessions, "", count).await.1);
    let ((), response) = visit(&sessions, &known, async |it| it.destroy().await.unwrap()).await;
    assert!(set_cookie(&response).unwrap().contains("Max-Age=0"));
    let (counted, response) = visit(&sessions, &known, async |it| {
        it.destroy().await.unwrap();
        count(it).await
    })
    .await;
    assert_eq!(counted, 1, "a new one after the old one");
    assert_eq!(visit(&sessions, &cookie(&response), read).await.0, 1);
    let ((), response) = visit(&sessions, "", async |it| it.destroy().await.unwrap()).await;
    assert_eq!(set_cookie(&response), None);
}

#[tokio::test]
async fn by_hand_none_is_begun_that_no_cookie_would_carry() {
    let refused = counting(encrypted()).system().create().await.unwrap_err();
    assert!(matches!(refused, SessionError::Carried), "{refused:?}");
    assert_eq!(refused.into_response().status(), 500);
}

#[tokio::test]
async fn no_malformed_cookie_opens_or_panics() {
    let sessions = counting(encrypted());
    let sealed = cookie(&visit(&sessions, "", count).await.1);
    let key = sealed.split('.').nth(1).unwrap();
    let long = "A".repeat(5000);
    for value in [
        "",
        ".",
        "v1",
        "v1.",
        "v1..",
        "v2.a.b",
        "s1.a.b.c",
        "v1.AAAAAAAA.AAAA",
    ] {
        check(&sessions, value).await;
    }
    for tail in ["", "A", "AAAA", "====", "\u{e9}", &long] {
        check(&sessions, &format!("v1.{key}.{tail}")).await;
    }
}

async fn check(sessions: &Sessions<u64>, value: &str) {
    let session = sessions.open(Some(value.to_owned()));
    assert_eq!(session.get().await.unwrap(), 0, "{value:?}");
    assert_eq!(session.id().await.unwrap(), None, "{value:?}");
}
