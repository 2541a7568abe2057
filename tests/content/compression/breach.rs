//! Packing must not tell a stranger what a page keeps secret.

use std::collections::HashSet;

use onionskin::{Breach, prelude::*};

use super::{packing, prose, text};
use crate::content::codings::unpack;

#[tokio::test]
async fn what_is_asked_across_sites_or_reflects_input_beside_a_secret_is_not_packed() {
    let client = packing(Compression::new(), || {
        (ReflectsInput, [("set-cookie", "id=1")], text())
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(
        res.header("content-encoding"),
        None,
        "reflects, with a cookie"
    );
    res.assert_header("vary", "Accept-Encoding");

    for vary in ["Cookie", "Accept, cookie", "*"] {
        let client = packing(Compression::new(), move || {
            (ReflectsInput, [("vary", vary)], text())
        });
        let res = client.get("/").header("accept-encoding", "gzip").await;
        assert_eq!(res.header("content-encoding"), None, "reflects, by {vary}");
    }

    let client = packing(Compression::new(), || (ReflectsInput, text()));
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("content-encoding", "gzip");

    let client = packing(Compression::new(), || ([("set-cookie", "id=1")], text()));
    for (site, coding) in [
        ("cross-site", None),
        ("same-origin", Some("gzip")),
        ("none", Some("gzip")),
    ] {
        let request = client.get("/").header("accept-encoding", "gzip");
        let res = request.header("sec-fetch-site", site).await;
        assert_eq!(res.header("content-encoding"), coding, "{site}");
    }

    let client = packing(Compression::new().breach(Breach::Off), || {
        (ReflectsInput, [("set-cookie", "id=1")], text())
    });
    let request = client.get("/").header("accept-encoding", "gzip");
    let res = request.header("sec-fetch-site", "cross-site").await;
    res.assert_header("content-encoding", "gzip");
}

#[tokio::test]
async fn padding_blurs_the_length_and_changes_nothing_else() {
    for length in [4000, 40_000] {
        let client = packing(
            Compression::new().breach(Breach::RandomPad(64)),
            move || prose(length),
        );
        for coding in ["gzip", "zstd"] {
            let mut lengths = HashSet::new();
            for _ in 0..30 {
                let res = client.get("/").header("accept-encoding", coding).await;
                res.assert_header("content-encoding", coding);
                let bytes = res.bytes().await;
                assert_eq!(unpack(coding, &bytes), prose(length).as_bytes());
                lengths.insert(bytes.len());
            }
            assert!(lengths.len() > 5, "{lengths:?}");
        }
        for coding in ["br", "deflate"] {
            let res = client.get("/").header("accept-encoding", coding).await;
            assert_eq!(res.header("content-encoding"), None, "no place for padding");
        }
    }
}
