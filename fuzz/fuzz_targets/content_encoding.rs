//! Packed requests: every body is unpacked within the limits, or refused with a 4xx.
#![no_main]

use std::{convert::Infallible, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use onionskin::{BodyError, http, prelude::*};
use onionskin_fuzz::Target;

const LIMIT: usize = 256 * 1024;

#[handler]
async fn length(body: Body) -> Result<String, BodyError> {
    let bytes = body.into_bytes(usize::MAX).await?;
    assert!(bytes.len() <= LIMIT);
    Ok(bytes.len().to_string())
}

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! { Decompression::new().max_bytes(LIMIT), => length })
});

// The first byte chooses the coding and how the rest is cut.
fuzz_target!(|data: &[u8]| {
    let Some((&choice, packed)) = data.split_first() else {
        return;
    };
    let codings = ["zstd", "br", "gzip", "deflate", "gzip, br", "zstd, gzip"];
    let coding = codings[usize::from(choice) % codings.len()];
    let size = [1, 3, 64, 4096][usize::from(choice >> 6)];
    let pieces: Vec<_> = packed
        .chunks(size)
        .map(|piece| Ok::<_, Infallible>(piece.to_vec()))
        .collect();
    let request = http::Request::post("/").header("content-encoding", coding);
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    let status = TARGET.send(request, body).unwrap().status().as_u16();
    assert!(matches!(status, 200 | 400 | 413), "{status}");
});
