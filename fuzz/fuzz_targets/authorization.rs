//! `Authorization` as `Csrf` reads it: what passes unmarked, or from another site, has a bearer token and
//! nothing that a browser adds by itself.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! { ProxyHeaders::new(), Csrf::new().exempt_bearer(), => served })
});

fn is_bearer(value: &[u8]) -> bool {
    let (scheme, rest) = value.split_at(value.len().min("bearer".len()));
    scheme.eq_ignore_ascii_case(b"bearer") && rest.first().is_none_or(|&byte| byte == b' ')
}

fuzz_target!(|data: &[u8]| {
    // No header holds a line break, so one stands between two of them.
    let mut lines = data.splitn(2, |&byte| byte == b'\n');
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    for site in [None, Some("cross-site")] {
        let mut request = http::Request::post("/").header("authorization", first);
        if let Some(second) = second {
            request = request.header("authorization", second);
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        let Some(response) = TARGET.ask(request) else {
            return;
        };
        let passes = is_bearer(first)
            && match (second, site) {
                (None, _) => true,
                (Some(second), None) => is_bearer(second),
                (Some(_), Some(_)) => false,
            };
        assert_eq!(response.status(), if passes { 200 } else { 403 });
    }
});
