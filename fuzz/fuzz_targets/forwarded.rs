//! `Forwarded` from a trusted proxy: whatever it says, the request is served and the client an address or unknown.
#![no_main]

use std::{net::IpAddr, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served, tell};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        ProxyHeaders::new().trust(["127.0.0.0/8"]).rfc7239(), tell, => served
    })
});

fuzz_target!(|data: &[u8]| {
    let request = http::Request::get("/").header("forwarded", data);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    let client = response.headers()["x-client"].to_str().unwrap();
    assert!(client == "unknown" || client.parse::<IpAddr>().is_ok());
});
