//! Forms on their way: late, long, with trailers, or broken off.

use bytes::Bytes;
use futures_util::stream;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use onionskin::{TestClient, prelude::*, testing::TestServer};

use super::{BOUNDARY, URLENCODED, in_pieces, multipart, parts};
use crate::{
    csrf::{echo, guarded, shown_token},
    server::Raw,
};

#[tokio::test]
async fn trailers_come_after_the_form() {
    #[handler]
    async fn trailers(body: Body) -> String {
        let collected = body.collect().await.unwrap();
        let trailer = collected.trailers().unwrap()["x-sum"].clone();
        format!(
            "{}{}",
            collected.to_bytes().len(),
            trailer.to_str().unwrap()
        )
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => routes { GET "/token" => crate::csrf::token, POST "/" => trailers }
    };
    let client = TestClient::new(app);
    let token = shown_token(&client).await;
    let form = format!("csrf_token={token}");
    let length = form.len();
    let sum = HeaderMap::from_iter([(
        HeaderName::from_static("x-sum"),
        HeaderValue::from_static(" and a sum"),
    )]);
    let frames = [Ok(Frame::data(Bytes::from(form))), Ok(Frame::trailers(sum))];
    let body = StreamBody::new(stream::iter(frames.map(|it: Result<_, std::io::Error>| it)));
    let sent = client
        .post("/")
        .header("content-type", URLENCODED)
        .body(Body::new(body));
    assert_eq!(sent.await.text().await, format!("{length} and a sum"));
}

#[tokio::test]
async fn a_limit_on_bodies_counts_a_form_once() {
    let app = middleware_stack! {
        BodyLimit::new().bytes(100).ceiling(200),
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => routes {
            GET "/token" => crate::csrf::token,
            POST "/" => echo,
            "/more" => { BodyLimit::new().bytes(200), => echo },
        }
    };
    let client = TestClient::new(app);
    let token = shown_token(&client).await;
    for (length, path, status) in [(100, "/", 200), (101, "/", 413), (100, "/more", 200)] {
        let form = format!("csrf_token={token}&{}", "x".repeat(length - 76));
        assert_eq!(form.len(), length);
        let sent = client
            .post(path)
            .header("content-type", URLENCODED)
            .body(in_pieces(&form, 10));
        sent.await.assert_status(status);
    }
    let form = parts(&[("csrf_token", &token), ("a", "")]);
    assert!(form.len() > 200);
    let sent = client
        .post("/more")
        .header("content-type", multipart())
        .body(in_pieces(&form, 10));
    sent.await.assert_status(413);
}

#[tokio::test]
async fn a_form_that_does_not_come_in_time_is_408() {
    let tokens = CsrfTokens::new().form_time(Duration::from_millis(10));
    let client = TestClient::new(guarded(tokens));
    let token = shown_token(&client).await;
    for kind in [URLENCODED.to_owned(), multipart()] {
        let silent = stream::pending::<Result<Bytes, std::io::Error>>();
        let sent = client
            .post("/")
            .header("content-type", kind)
            .body(Body::from_stream(silent));
        sent.await.assert_status(408);
    }
    let sent = client.post("/").form(&[("csrf_token", &token)]);
    sent.await.assert_status(200);
}

#[tokio::test]
async fn a_client_that_leaves_in_the_middle_of_a_form_ends_quietly() {
    let server = TestServer::start(guarded(CsrfTokens::new())).await;
    let client = server.client();
    let page = client.get("/token").await;
    let cookie = page
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let token = page.text().await;
    let multipart = multipart();
    for (kind, form) in [
        (URLENCODED, "csrf_tok".to_owned()),
        (&multipart, format!("--{BOUNDARY}\r\nContent-Dispo")),
        (
            &multipart,
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"),
        ),
    ] {
        let mut leaver = Raw::connect(server.addr()).await;
        let head = format!(
            "POST / HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\ncontent-type: {kind}\r\n\
             content-length: 1000\r\n\r\n"
        );
        leaver.send(head + &form).await;
        drop(leaver);
        let sent = client
            .post("/")
            .header("cookie", cookie)
            .header("x-csrf-token", &token);
        sent.await.assert_status(200);
    }
    server.shutdown().await;
}
