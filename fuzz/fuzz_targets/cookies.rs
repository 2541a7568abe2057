//! `Cookie`: whatever it says, each cookie is one that was sent, and the one that is found is among them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};

fuzz_target!(|data: (&[u8], &[u8])| {
    let request = http::Request::get("/")
        .header("cookie", data.0)
        .header("cookie", data.1)
        .body(Body::empty());
    let Ok(request) = request else {
        return;
    };
    let sent = [data.0, data.1].concat();
    let names: Vec<_> = request
        .cookies()
        .map(|cookie| cookie.name().to_owned())
        .collect();
    for name in &names {
        assert!(!name.is_empty() && name.trim() == name);
        assert!(sent.windows(name.len()).any(|part| part == name.as_bytes()));
        let found = request.cookie(name).expect("it is there");
        assert!(found.name().ends_with(name.as_str()));
    }
    assert!(names.len() <= sent.len());
});
