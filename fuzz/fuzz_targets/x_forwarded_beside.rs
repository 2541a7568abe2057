//! `X-Forwarded-Proto`, `-Host` and `-Port` from a trusted proxy: whatever they say, the request is served,
//! and what is believed is a scheme and a host.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

#[middleware(after)]
fn tell(client: &ClientAddr, res: &mut Response) {
    let host = match client.host() {
        Ok(host) => host.name().to_owned(),
        Err(_) => "none".to_owned(),
    };
    let said = format!("{}://{host}:{}", client.scheme(), client.host_port());
    let said = HeaderValue::try_from(said).expect("an origin is visible");
    res.headers_mut().insert("x-origin", said);
}

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        ProxyHeaders::new().trust(["127.0.0.0/8"]).forwarded_host(), tell, => served
    })
});

fuzz_target!(|data: (&[u8], &[u8], &[u8], &[u8])| {
    let (clients, protos, hosts, ports) = data;
    let request = http::Request::get("/")
        .header("host", "inner.example")
        .header("x-forwarded-for", clients)
        .header("x-forwarded-proto", protos)
        .header("x-forwarded-host", hosts)
        .header("x-forwarded-port", ports);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    assert_eq!(response.status(), 200);
    let origin = response.headers()["x-origin"].to_str().unwrap();
    let origin: Uri = origin.parse().expect(origin);
    assert!(["http", "https"].contains(&origin.scheme_str().unwrap()));
    let host = origin.host().unwrap();
    assert!(!host.is_empty() && !host.contains(['@', '/', '?', '#', ' ']));
});
