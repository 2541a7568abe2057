//! Nothing that a client could send as a host gets past the stage or into a redirect.

use onionskin::{Application, http::Uri, prelude::*};

use super::{request, verdict};
use crate::mutations::Mutations;

const VALUES: usize = 20_000;
const SEEDS: [&str; 8] = [
    "example.com",
    "EXAMPLE.com.:443",
    "a.example.com:8080",
    "[::1]:80",
    "[2001:db8::1]",
    "192.0.2.1",
    "user@example.com",
    "xn--bcher-kva.example",
];
const MARKS: &str = ".:[]@/?#%,* \\\"_-0a";

#[tokio::test]
async fn what_passes_as_trusted_is_a_name_that_the_settings_mean() {
    let app = middleware_stack! {
        ProxyHeaders::new(), TrustedHost::new().allow(["example.com", "*.example.com"]), => verdict
    };
    let mut passed = 0;
    for value in Mutations::of(&SEEDS, MARKS).take(VALUES) {
        let status = app
            .respond(&mut request("/", &[value.as_bytes()]))
            .await
            .status();
        assert!(status == 200 || status == 400, "{value:?}: {status}");
        if status == 200 {
            passed += 1;
            let text = value.to_str().unwrap().to_ascii_lowercase();
            let name = text.split(':').next().unwrap();
            let name = name.strip_suffix('.').unwrap_or(name);
            assert!(
                name == "example.com" || name.ends_with(".example.com"),
                "{value:?}"
            );
        }
    }
    assert!(passed > VALUES / 100, "the corpus has hardly a good host");
}

#[tokio::test]
async fn a_redirect_leads_to_a_host_that_the_settings_mean() {
    let app = middleware_stack! {
        ProxyHeaders::new(),
        TrustedHost::new().allow(["example.com", "*.example.com"]).mark_only(),
        HttpsRedirect::new(),
        => verdict
    };
    for value in Mutations::of(&SEEDS, MARKS).take(VALUES) {
        let response = app.respond(&mut request("/p", &[value.as_bytes()])).await;
        let Some(location) = response.headers().get("location") else {
            assert_eq!(response.status(), 400, "{value:?}");
            continue;
        };
        let location: Uri = location.to_str().unwrap().parse().unwrap();
        let host = location.host().unwrap();
        assert!(
            host == "example.com" || host.ends_with(".example.com"),
            "{value:?}: {location}"
        );
        assert_eq!(location.path(), "/p");
    }
}
