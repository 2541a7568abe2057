//! Sessions that a Starlette application has signed can be taken over, and nothing else can.

use http::header::COOKIE;
use onionskin::{Body, Request, session::StarletteCookie};
use serde_json::Value;

const SIGNED: &str = "eyJzb21lIjogImRhdGEifQ==.ZVPxAA.DnuleGQm4eV-Ux8xFWlAxKw6OP8";

fn example() -> StarletteCookie {
    StarletteCookie::new("example").max_age(None)
}

#[test]
fn a_signed_session_is_read_from_a_request() {
    let mut request = Request::new(Body::empty());
    assert_eq!(example().read::<Value>(&request), None);
    for cookie in [
        format!("session={SIGNED}"),
        format!("a=b; session=\"{SIGNED}\""),
    ] {
        request
            .headers_mut()
            .insert(COOKIE, cookie.parse().unwrap());
        let data: Value = example().read(&request).unwrap();
        assert_eq!(data, serde_json::json!({ "some": "data" }));
        assert_eq!(example().name("other").read::<Value>(&request), None);
    }
}

#[test]
fn no_changed_bit_passes() {
    for place in 0..SIGNED.len() {
        for bit in 0..7 {
            let mut bytes = SIGNED.as_bytes().to_vec();
            bytes[place] ^= 1 << bit;
            let changed = String::from_utf8(bytes).unwrap();
            assert_eq!(example().decode::<Value>(&changed), None, "{changed:?}");
        }
    }
}

#[test]
fn another_secret_is_another_signature() {
    let other = StarletteCookie::new("another").max_age(None);
    assert_eq!(other.decode::<Value>(SIGNED), None);
}

#[test]
fn what_is_old_is_refused_by_default() {
    assert_eq!(
        StarletteCookie::new("example").decode::<Value>(SIGNED),
        None
    );
}

#[test]
fn a_session_that_is_no_such_data_is_none() {
    assert_eq!(example().decode::<Vec<u32>>(SIGNED), None);
}

#[test]
fn no_malformed_value_passes_or_panics() {
    for value in [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "null",
        "\u{e9}.\u{e9}.\u{e9}",
        "=.=.=",
    ] {
        assert_eq!(example().decode::<Value>(value), None, "{value:?}");
    }
    for end in 0..SIGNED.len() {
        assert_eq!(example().decode::<Value>(&SIGNED[..end]), None);
    }
}

#[test]
fn the_secret_does_not_show() {
    let shown = format!("{:?}", StarletteCookie::new("example"));
    assert!(
        shown.contains("session") && !shown.contains("example"),
        "{shown}"
    );
}
