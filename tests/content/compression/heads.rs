//! The head of a packed response tells of the packed bytes.

use onionskin::{TestClient, prelude::*};

use super::{packing, prose, text};
use crate::content::codings::{self, unpack};

#[tokio::test]
async fn bodies_of_every_size_come_out_as_they_went_in() {
    for coding in codings::ALL {
        for length in [860, 861, 16_383, 16_384, 16_385, 100_000, 700_001] {
            let client = packing(Compression::new(), move || prose(length));
            let res = client.get("/").header("accept-encoding", coding).await;
            res.assert_header("content-encoding", coding);
            assert_eq!(unpack(coding, &res.bytes().await), prose(length).as_bytes());
        }
    }
}

#[tokio::test]
async fn a_body_of_less_than_860_bytes_stays_as_it_is() {
    let client = packing(Compression::new(), move || prose(859));
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(res.header("content-encoding"), None);
    assert_eq!(res.text().await, prose(859));
}

#[tokio::test]
async fn the_head_says_nothing_of_the_plain_bytes() {
    let head = [
        ("content-type", "Application/Vnd.Thing+JSON; charset=utf-8"),
        ("etag", "\"strong\""),
        ("accept-ranges", "bytes"),
        ("content-length", "4000"),
        ("content-digest", "sha-256=:x:"),
        ("vary", "Origin"),
    ];
    let client = packing(Compression::new(), move || (head, text()));
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("content-encoding", "gzip")
        .assert_header("etag", "W/\"strong\"")
        .assert_header("vary", "Origin, Accept-Encoding");
    for gone in ["accept-ranges", "content-length", "content-digest"] {
        assert_eq!(res.header(gone), None, "{gone}");
    }

    // Without a coding all of it is true.
    let res = client.get("/").await;
    res.assert_header("etag", "\"strong\"")
        .assert_header("accept-ranges", "bytes");

    let client = packing(Compression::new(), || {
        ([("etag", "W/\"weak\""), ("vary", "*")], text())
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("etag", "W/\"weak\"")
        .assert_header("vary", "*");
}

#[tokio::test]
async fn a_head_has_the_headers_of_a_get_without_its_coding() {
    #[handler]
    fn page() -> ([(&'static str, &'static str); 1], String) {
        ([("etag", "\"a\"")], text())
    }
    let app = || middleware_stack! { Compression::new(), => routes { GET "/" => page } };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        let res = client.head("/").header("accept-encoding", "gzip").await;
        res.assert_status(200)
            .assert_header("vary", "Accept-Encoding")
            .assert_header("etag", "W/\"a\"");
        assert_eq!(res.header("content-encoding"), None);
        assert_eq!(res.header("content-length"), None);
        assert_eq!(res.bytes().await, "");
        let res = client.get("/").header("accept-encoding", "gzip").await;
        assert_eq!(unpack("gzip", &res.bytes().await), text().as_bytes());
    }
}
