//! `Content-Type` as extractors and `CsrfTokens` read it: the body is taken, or refused with a 4xx.
#![no_main]

use std::{collections::HashMap, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, tokens};

type Taken<T> = Result<T, <T as FromRequest>::Rejection>;

#[handler]
fn json(taken: Taken<Json<u8>>) -> StatusCode {
    status(taken)
}

#[handler]
fn form(taken: Taken<Form<HashMap<String, String>>>) -> StatusCode {
    status(taken)
}

#[handler]
fn parts(taken: Taken<Multipart>) -> StatusCode {
    status(taken)
}

fn status<T, E: IntoResponse>(taken: Result<T, E>) -> StatusCode {
    taken.map_or_else(
        |refused| refused.into_response().status(),
        |_| StatusCode::OK,
    )
}

static EXTRACTORS: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        => routes { POST "/json" => json, POST "/form" => form, POST "/parts" => parts }
    })
});
static TOKENS: LazyLock<Target> = LazyLock::new(tokens::target);

fuzz_target!(|data: &[u8]| {
    for path in ["/json", "/form", "/parts"] {
        let request = http::Request::post(path).header("content-type", data);
        let Some(response) = EXTRACTORS.send(request, Body::from("7")) else {
            return;
        };
        let status = response.status().as_u16();
        assert!([200, 400, 415, 422].contains(&status), "{path}: {status}");
    }
    let request = http::Request::post("/")
        .header("cookie", tokens::COOKIE)
        .header("content-type", data);
    let response = TOKENS.send(request, Body::from("csrf_token=x"));
    let status = response.expect("it was sent before").status().as_u16();
    assert!([400, 403].contains(&status), "{status}");
});
