//! The session's cookie of a Starlette application: nothing is read but what was signed.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::session::StarletteCookie;

/// What the seed holds; nobody but who knows the secret can sign anything else.
const SIGNED: [(&str, &str); 1] = [("some", "data")];

static COOKIE: LazyLock<StarletteCookie> =
    LazyLock::new(|| StarletteCookie::new("example").max_age(None));

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let read: Option<std::collections::BTreeMap<String, String>> = COOKIE.decode(text);
    if let Some(read) = read {
        let read = read.iter().map(|(name, value)| (&**name, &**value));
        assert!(read.eq(SIGNED));
    }
});
