//! What the client accepts decides whether and how a response is packed.

use onionskin::{Coding, prelude::*};

use super::{packing, text};
use crate::content::codings::{Dice, unpack};

#[tokio::test]
async fn the_client_decides_by_weights_and_then_the_server() {
    let client = packing(Compression::new(), text);
    for (accepted, coding) in [
        ("gzip", Some("gzip")),
        ("GZIP", Some("gzip")),
        ("x-gzip", Some("gzip")),
        ("*", Some("zstd")),
        ("br;q=1, gzip;q=0.5", Some("br")),
        ("gzip;q=0.5, br;q=0.4", Some("gzip")),
        ("gzip, deflate, br, zstd", Some("zstd")),
        ("deflate", Some("deflate")),
        ("gzip;q=0", None),
        ("identity", None),
        ("compress", None),
        ("identity;q=0", None),
    ] {
        let res = client.get("/").header("accept-encoding", accepted).await;
        res.assert_status(200)
            .assert_header("vary", "Accept-Encoding");
        assert_eq!(res.header("content-encoding"), coding, "{accepted}");
        let bytes = res.bytes().await;
        assert_eq!(
            unpack(coding.unwrap_or("identity"), &bytes),
            text().as_bytes()
        );
        if coding.is_some() {
            assert!(bytes.len() < 200, "{accepted}: {}", bytes.len());
            res.assert_header("content-type", "text/plain; charset=utf-8");
        }
    }
    let res = client.get("/").await;
    assert_eq!(res.header("content-encoding"), None);
    res.assert_header("vary", "Accept-Encoding");
}

#[tokio::test]
async fn the_order_of_the_server_is_its_own_choice() {
    let compression = Compression::new().codings([Coding::Gzip, Coding::Brotli]);
    let client = packing(compression, text);
    for (accepted, coding) in [
        ("br, gzip", Some("gzip")),
        ("br", Some("br")),
        ("zstd", None),
    ] {
        let res = client.get("/").header("accept-encoding", accepted).await;
        assert_eq!(res.header("content-encoding"), coding);
    }
}

#[tokio::test]
async fn a_client_that_accepts_nothing_gets_a_406_only_where_that_is_wanted() {
    for (strict, status) in [(false, 200), (true, 406)] {
        let client = packing(Compression::new().strict(strict), text);
        for accepted in ["identity;q=0", "*;q=0", "identity;q=0, compress"] {
            let res = client.get("/").header("accept-encoding", accepted).await;
            res.assert_status(status)
                .assert_header("vary", "Accept-Encoding");
        }
        let res = client
            .get("/")
            .header("accept-encoding", "identity;q=0, br")
            .await;
        res.assert_status(200)
            .assert_header("content-encoding", "br");
    }
}

#[tokio::test]
async fn any_accept_encoding_is_answered_with_what_it_accepts() {
    let client = packing(Compression::new().minimum_size(10), || "x".repeat(100));
    let mut dice = Dice::new(60);
    let names = [
        "gzip", "br", "zstd", "deflate", "identity", "*", "x-gzip", "GZip", "sdch", "", "\u{e9}",
    ];
    let weights = [
        "",
        ";q=0",
        ";q=1",
        ";q=0.5",
        "; Q=0.001",
        ";q=2",
        ";q=",
        ";q",
        ";;",
        ";q=0.0000",
        ";x=y",
    ];
    let between = [",", ", ", " ,\t", ",,", ";", " ", "\u{7f}"];
    for _ in 0..20_000 {
        let mut line = String::new();
        for _ in 0..dice.below(6) {
            line.push_str(dice.of(&names));
            line.push_str(dice.of(&weights));
            line.push_str(dice.of(&between));
        }
        if dice.below(4) == 0 {
            line.insert(0, char::from(b' ' + u8::try_from(dice.below(94)).unwrap()));
        }
        let Ok(value) = HeaderValue::from_bytes(line.as_bytes()) else {
            continue;
        };
        let res = client.get("/").header("accept-encoding", value).await;
        res.assert_status(200);
        let coding = res
            .header("content-encoding")
            .unwrap_or("identity")
            .to_owned();
        assert_eq!(
            unpack(&coding, &res.bytes().await),
            "x".repeat(100).as_bytes()
        );
        let line = line.to_ascii_lowercase();
        let accepted = coding == "identity" || line.contains(&coding) || line.contains('*');
        assert!(accepted, "{coding} for {line:?}");
    }
}
