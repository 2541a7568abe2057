//! Forms with files as `Multipart` reads them: a 4xx, or parts that are no larger than the form.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
async fn measure(
    form: Multipart,
) -> Result<([(&'static str, String); 1], StatusCode), MultipartError> {
    let mut form = form.max_field_bytes(64).max_fields(3);
    let mut length = 0;
    while let Some(mut part) = form.next_part().await? {
        // Every other part is skipped.
        if part.name().len() % 2 == 0 {
            continue;
        }
        while let Some(chunk) = part.chunk().await? {
            length += chunk.len();
        }
    }
    Ok(([("x-length", length.to_string())], StatusCode::OK))
}

static TARGET: LazyLock<Target> = LazyLock::new(|| Target::new(middleware_stack! { => measure }));

// The first byte says how the form is cut.
fuzz_target!(|data: &[u8]| {
    let Some((size, form)) = data.split_first() else {
        return;
    };
    let request =
        http::Request::post("/").header("content-type", "multipart/form-data; boundary=b");
    let response = TARGET.ask_in_pieces(request, form, usize::from(*size) + 1);
    let response = response.expect("the request can be written");
    match response.status().as_u16() {
        200 => {
            let length = response.headers()["x-length"].to_str().unwrap();
            assert!(length.parse::<usize>().unwrap() <= form.len());
        }
        status => assert!([400, 413].contains(&status), "{status}"),
    }
});
