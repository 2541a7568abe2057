//! `Origin`: whatever it says, only the origins that are meant may read, and each reads the same again.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{Origin, http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let origins = ["https://example.com", "https://*.example.com"];
    Target::new(middleware_stack! {
        Cors::new().allow_origins(origins).allow_credentials(), => served
    })
});

fuzz_target!(|data: &[u8]| {
    let Some(response) = TARGET.ask(http::Request::get("/").header("origin", data)) else {
        return;
    };
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["vary"], "Origin");
    if let Some(allowed) = response.headers().get("access-control-allow-origin") {
        assert_eq!(allowed.as_bytes(), data);
        let origin = Origin::parse(allowed.to_str().unwrap()).unwrap();
        assert_eq!((origin.scheme(), origin.port()), ("https", Some(443)));
        let host = origin.host();
        assert!(host == "example.com" || host.ends_with(".example.com"));
        assert_eq!(Origin::parse(origin.as_str()), Ok(origin));
    }
});
