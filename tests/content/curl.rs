//! curl reads what is packed here, and packs what is read here.

use std::{
    process::{Output, Stdio},
    sync::Mutex,
};

use bytes::Bytes;
use onionskin::{prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::Command,
};

use super::{
    codings::{self, pack},
    dictated,
};

struct Stream(Mutex<Option<Body>>);

#[handler]
fn page() -> Html<String> {
    Html("<p>onion skin</p>".repeat(10_000))
}

#[handler]
fn stream(stream: &Stream) -> ([(&'static str, &'static str); 1], Body) {
    let body = stream.0.lock().unwrap().take().unwrap_or_default();
    ([("content-type", "text/plain")], body)
}

#[handler]
fn breaks() -> ([(&'static str, &'static str); 1], Body) {
    let pieces = [
        Ok("onion ".repeat(10_000)),
        Err(std::io::Error::other("the disk is gone")),
    ];
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    ([("content-type", "text/plain")], body)
}

#[handler]
fn echo(body: Bytes) -> Bytes {
    body
}

async fn serve(body: Body) -> TestServer {
    TestServer::start(middleware_stack! {
        provide Stream(Mutex::new(Some(body)));
        BodyLimit::new().bytes(100_000), Decompression::new(), Compression::new(),
        => routes {
            GET "/page" => page,
            GET "/stream" => stream,
            GET "/breaks" => breaks,
            POST "/echo" => echo,
            PUT "/echo" => echo,
        }
    })
    .await
}

/// Runs curl with these arguments and this input.
async fn curl(arguments: &[&str], input: &[u8]) -> Output {
    let mut curl = Command::new("curl")
        .args(["--silent", "--show-error", "--max-time", "60"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("curl is installed");
    let mut stdin = curl.stdin.take().unwrap();
    // A server that refuses early does not read all of it.
    _ = stdin.write_all(input).await;
    drop(stdin);
    curl.wait_with_output().await.unwrap()
}

/// The lines that `--write-out` has put behind the body.
fn told(output: &Output) -> (String, Vec<String>) {
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let (body, told) = text.rsplit_once("\n--\n").unwrap();
    (body.to_owned(), told.lines().map(str::to_owned).collect())
}

const TELL: &str =
    "\n--\n%{http_code}\n%header{content-encoding}\n%{size_download}\n%{size_upload}";

#[tokio::test]
async fn curl_unpacks_every_coding() {
    let server = serve(Body::empty()).await;
    let url = format!("{}/page", server.url());
    let plain = "<p>onion skin</p>".repeat(10_000);
    for (accepted, coding) in [
        ("Accept-Encoding: gzip", "gzip"),
        ("Accept-Encoding: deflate", "deflate"),
        ("Accept-Encoding: br", "br"),
        ("Accept-Encoding: zstd", "zstd"),
        ("Accept-Encoding: br;q=0.9, zstd;q=0.5", "br"),
        ("Accept-Encoding: identity", ""),
        // What curl asks for by itself.
        ("X-Nothing: else", "zstd"),
    ] {
        for version in ["--http1.1", "--http2-prior-knowledge"] {
            let output = curl(
                &[version, "--compressed", "-H", accepted, "-w", TELL, &url],
                b"",
            )
            .await;
            let (body, told) = told(&output);
            assert!(body == plain, "{accepted}");
            assert_eq!(told[..2], ["200", coding], "{accepted}");
            let received: usize = told[2].parse().unwrap();
            assert_eq!(
                received < plain.len() / 50,
                !coding.is_empty(),
                "{accepted}: {received}"
            );
        }
    }
    server.shutdown().await;
}

#[tokio::test]
async fn curl_reads_each_piece_of_a_stream_before_the_next_is_sent() {
    for version in ["--http1.1", "--http2-prior-knowledge"] {
        for coding in codings::ALL {
            let (sender, body) = dictated();
            let server = serve(body).await;
            let accepted = format!("Accept-Encoding: {coding}");
            let mut curl = Command::new("curl")
                .args(["--silent", "--no-buffer", "--max-time", "60", version])
                .args(["--compressed", "-H", &accepted])
                .arg(format!("{}/stream", server.url()))
                .stdout(Stdio::piped())
                .kill_on_drop(true)
                .spawn()
                .expect("curl is installed");
            let mut stdout = curl.stdout.take().unwrap();
            for piece in ["onion ", "skin ", "layer"] {
                sender.send(piece.into()).unwrap();
                let mut read = vec![0; piece.len()];
                stdout.read_exact(&mut read).await.unwrap();
                assert_eq!(read, piece.as_bytes(), "{coding} {version}");
            }
            drop(sender);
            assert!(curl.wait().await.unwrap().success());
            server.shutdown().await;
        }
    }
}

#[tokio::test]
async fn curl_sees_that_a_packed_stream_was_broken_off() {
    let server = serve(Body::empty()).await;
    let url = format!("{}/breaks", server.url());
    for version in ["--http1.1", "--http2-prior-knowledge"] {
        for coding in codings::ALL {
            let accepted = format!("Accept-Encoding: {coding}");
            let output = curl(&[version, "--compressed", "-H", &accepted, &url], b"").await;
            assert!(!output.status.success(), "{coding} {version}");
        }
    }
    server.shutdown().await;
}

#[tokio::test]
async fn curl_sends_packed_bodies() {
    let server = serve(Body::empty()).await;
    let url = format!("{}/echo", server.url());
    for coding in codings::ALL {
        let name = format!("Content-Encoding: {coding}");
        let packed = pack(coding, "onion".repeat(1000).as_bytes());
        for chunked in ["Transfer-Encoding: chunked", "X-Not: chunked"] {
            let arguments = [
                "-H",
                &name,
                "-H",
                chunked,
                "--data-binary",
                "@-",
                "-w",
                TELL,
                &url,
            ];
            let (body, told) = told(&curl(&arguments, &packed).await);
            assert_eq!(told[0], "200", "{coding}");
            assert_eq!(body, "onion".repeat(1000));
        }
        let bomb = pack(coding, &vec![0; 16 << 20]);
        let arguments = ["-H", &name, "--data-binary", "@-", "-w", TELL, &url];
        let (_, told) = told(&curl(&arguments, &bomb).await);
        assert_eq!(told[0], "413", "{coding}");
    }
    server.shutdown().await;
}

#[tokio::test]
async fn curl_is_told_of_a_body_that_is_too_large_before_it_sends_it() {
    let server = serve(Body::empty()).await;
    let url = format!("{}/echo", server.url());
    let large = vec![b'x'; 2 * 1024 * 1024];
    // Of a body of this size curl asks first: `Expect: 100-continue`.
    let arguments = [
        "--http1.1",
        "-H",
        "Expect: 100-continue",
        "--data-binary",
        "@-",
        "-w",
        TELL,
        &url,
    ];
    let (_, told) = told(&curl(&arguments, &large).await);
    assert_eq!((&*told[0], &*told[3]), ("413", "0"));
    server.shutdown().await;
}
