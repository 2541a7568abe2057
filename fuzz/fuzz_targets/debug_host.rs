//! `Host`, and headers of proxies, before the debug page: only who asks this machine by its own name sees it.
#![no_main]

use std::{net::IpAddr, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
fn fails() -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}

static TARGET: LazyLock<Target> =
    LazyLock::new(|| Target::new(middleware_stack! { ServerError::new().debug(true), => fails }));

fn is_here(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => &host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
        || bare == "localhost"
        || bare.ends_with(".localhost")
}

fuzz_target!(|data: &[u8]| {
    for proxied in [false, true] {
        let mut request = http::Request::get("/").header("host", data);
        if proxied {
            request = request.header("via", data);
        }
        let Some(response) = TARGET.ask(request) else {
            return;
        };
        assert_eq!(response.status(), 500);
        if response.headers()["content-type"] != "application/problem+json" {
            assert!(!proxied && is_here(std::str::from_utf8(data).unwrap()));
        }
    }
});
