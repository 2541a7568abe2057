//! Queries, urlencoded forms and the parts of paths: taken, or refused with a 4xx.
#![no_main]

use std::{collections::BTreeMap, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
fn query(_: Query<BTreeMap<String, String>>) -> StatusCode {
    StatusCode::OK
}

#[handler]
fn form(_: Form<Vec<(String, String)>>) -> StatusCode {
    StatusCode::OK
}

#[handler]
fn path(Path((first, rest)): Path<(u8, String)>) -> String {
    format!("{first}/{rest}")
}

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        => routes { GET "/query" => query, POST "/form" => form, GET "/path/{first}/{*rest}" => path }
    })
});

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let form =
        http::Request::post("/form").header("content-type", "application/x-www-form-urlencoded");
    let query = http::Request::get(format!("/query?{text}"));
    let path = http::Request::get(format!("/path/{text}"));
    let form = TARGET.send(form, Body::from(data.to_vec()));
    let answers = [form, TARGET.ask(query), TARGET.ask(path)];
    for response in answers.into_iter().flatten() {
        let status = response.status().as_u16();
        assert!([200, 400, 404, 422].contains(&status), "{status}");
    }
});
