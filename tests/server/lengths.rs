//! An answer arrives whole, whatever its length and however its pieces are put on the wire.

use onionskin::{Application, Body, Request, Response, testing::TestServer};

use super::Raw;

/// Answers as many letters as the path says.
struct Letters;

impl Application for Letters {
    async fn respond(&self, request: &mut Request) -> Response {
        let length = request.uri().path()[1..].parse().unwrap();
        Response::new(Body::from(letters(length)))
    }
}

/// Letters in an order in which a lost or doubled piece shows.
fn letters(length: usize) -> String {
    let numbers = (0_u32..).flat_map(|number| format!("{number:x}.").into_bytes());
    numbers.take(length).map(char::from).collect()
}

#[tokio::test]
async fn every_length_arrives_whole() {
    let server = TestServer::start(Letters).await;
    let mut client = Raw::connect(server.addr()).await;
    // Around a page, which a head and a body together may just not fill, and around what sockets hold.
    let around_a_page = (3_900..4_200).step_by(7);
    for length in around_a_page.chain([0, 1, 64 * 1024, 300_000, 5_000_000]) {
        client.get(&format!("/{length}")).await;
        assert!(
            client.response().await.1 == letters(length),
            "of {length} bytes"
        );
    }
}

#[tokio::test]
async fn a_client_that_reads_late_gets_all_of_it() {
    let server = TestServer::start(Letters).await;
    let mut client = Raw::connect(server.addr()).await;
    let length = 3_900;
    let ask = format!("GET /{length} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    // More than the sockets hold, so that pieces of answers are left over.
    let count = 2_000;
    client.send(ask.repeat(count)).await;
    let expected = letters(length);
    for number in 0..count {
        assert!(
            client.response().await.1 == expected,
            "the answer number {number}"
        );
    }
}
