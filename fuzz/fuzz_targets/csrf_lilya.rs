//! Lilya's CSRF token in a cookie and in a header: nothing passes but one that was signed, and in both.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{LilyaTokens, http, prelude::*};
use onionskin_fuzz::{Target, served};

const TOKEN: &str = "0000000000000000000000000000000000000000000000000000000000000000\
                     8126eaffc3c768aede0f23036009c4f4fe8e2fb00d01d5391966f553646ad6ea";

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new().accept_lilya(LilyaTokens::new("secret")),
        => served
    })
});

// The fuzzer cannot sign, so it writes `T` for a token.
fuzz_target!(|data: (&[u8], &[u8])| {
    let text = |part| String::from_utf8_lossy(part).replace('T', TOKEN);
    let (cookie, header) = (text(data.0), text(data.1));
    let request = http::Request::post("/")
        .header("cookie", format!("csrftoken={cookie}"))
        .header("x-csrftoken", &header);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    if response.status() == 200 {
        assert!(header == TOKEN && cookie.contains(TOKEN));
    } else {
        assert_eq!(response.status(), 403);
    }
});
