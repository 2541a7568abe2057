//! What is malformed or too much gets a clear answer, and the next request its own.

use onionskin::{IntoListener, ServeError, Server, serve, testing::TestServer};

use super::{Gate, Paths, Raw};

#[tokio::test]
async fn malformed_requests_are_refused_and_the_next_one_is_answered() {
    let server = TestServer::start(Paths).await;
    let many: Vec<String> = (0..101).map(|n| format!("x-{n}: 1\r\n")).collect();
    let many = many.concat();
    let refusals = [
        ("GET / HTTP/1.1 nonsense\r\n\r\n".to_owned(), "400"),
        ("GET\r\n\r\n".to_owned(), "400"),
        ("\0\0\0\0\r\n\r\n".to_owned(), "400"),
        (
            "GET / HTTP/1.1\r\nhost : localhost\r\n\r\n".to_owned(),
            "400",
        ),
        ("GET / HTTP/1.1\r\nhost: a\0b\r\n\r\n".to_owned(), "400"),
        (
            "POST / HTTP/1.1\r\ncontent-length: many\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n".to_owned(),
            "400",
        ),
        (format!("GET / HTTP/1.1\r\n{many}\r\n"), "431"),
        (
            format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "x".repeat(80_000)),
            "431",
        ),
        (
            format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(65_000)),
            "200",
        ),
    ];
    for (request, status) in refusals {
        let mut client = Raw::connect(server.addr()).await;
        client.send(&request).await;
        let (head, _) = client.response().await;
        let shown = request.get(..60).unwrap_or(&request);
        assert!(
            head.starts_with(&format!("http/1.1 {status}")),
            "{shown:?}: {head}"
        );
        server.client().get("/next").await.assert_status(200);
    }
}

/// A request whose head has exactly so many bytes.
fn head_of(bytes: usize) -> String {
    let (before, after) = ("GET /long HTTP/1.1\r\nx: ", "\r\n\r\n");
    format!(
        "{before}{}{after}",
        "x".repeat(bytes - before.len() - after.len())
    )
}

#[tokio::test]
async fn a_head_may_be_as_long_as_its_limit_however_it_comes() {
    for (settings, limit) in [
        (Server::new(), 64 * 1024),
        (Server::new().max_header_bytes(1_000), 1_000),
        (Server::new().max_header_bytes(100_000), 100_000),
    ] {
        let server = TestServer::start_with(settings, Paths).await;
        for piece in [usize::MAX, 777, limit - 1] {
            let mut client = Raw::connect(server.addr()).await;
            for (bytes, status) in [(limit, "200"), (limit, "200"), (limit + 1, "431")] {
                for piece in head_of(bytes).as_bytes().chunks(piece) {
                    client.send(piece).await;
                    tokio::task::yield_now().await;
                }
                let (head, _) = client.response().await;
                assert!(
                    head.starts_with(&format!("http/1.1 {status}")),
                    "{bytes} bytes in pieces of {piece}: {head}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_body_does_not_count_against_the_limit_on_heads() {
    let settings = Server::new().max_header_bytes(1_000);
    let server = TestServer::start_with(settings, Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    let head = "POST /body HTTP/1.1\r\ncontent-length: 5000\r\n\r\n";
    for _ in 0..2 {
        client.send(format!("{head}{}", "x".repeat(5_000))).await;
        assert_eq!(client.response().await.1, "/body");
    }
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_their_turn() {
    let gate = Gate::new();
    let settings = Server::new().max_connections(1);
    let server = TestServer::start_with(settings, gate.clone()).await;
    let mut first = Raw::connect(server.addr()).await;
    first.get("/").await;
    gate.entered().await;
    let mut second = Raw::connect(server.addr()).await;
    second.get("/free").await;
    gate.open();
    assert_eq!(first.response().await.1, "answered");
    drop(first);
    assert_eq!(second.response().await.1, "answered");
}

#[tokio::test]
async fn a_thousand_connections_are_served_at_once() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    // Each test is a process's share of file descriptors: both ends count here.
    let mut clients = Vec::new();
    for _ in 0..1_000 {
        let mut client = Raw::connect(server.addr()).await;
        client.get("/").await;
        clients.push(client);
    }
    for _ in 0..1_000 {
        gate.entered().await;
    }
    for _ in 0..1_000 {
        gate.open();
    }
    for client in &mut clients {
        assert_eq!(client.response().await.1, "answered");
    }
}

#[tokio::test]
async fn a_port_in_use_is_said_in_a_sentence() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap();
    let sentence = format!(
        "port {} on 127.0.0.1 is in use by another program; stop that program or choose \
         another port",
        address.port()
    );
    for server in [serve(address, Paths), Server::new().serve(address, Paths)] {
        let error = server.await.unwrap_err();
        assert_eq!(error.to_string(), sentence);
        let cause = error.downcast_ref::<ServeError>();
        assert!(matches!(cause, Some(ServeError::InUse { .. })), "{error:?}");
    }
}

#[tokio::test]
async fn addresses_that_are_none_are_said_in_a_sentence() {
    for address in ["localhost", "", "127.0.0.1:99999", "127.0.0.1"] {
        let error = serve(address, Paths).await.unwrap_err().to_string();
        let expected = format!("`{address}` is not an address to listen on");
        assert!(error.starts_with(&expected), "{error}");
    }
    let error = serve("192.0.2.1:80", Paths).await.unwrap_err().to_string();
    assert!(error.contains("not an address of this machine"), "{error}");
    let nothing: [&str; 0] = [];
    let error = serve(nothing, Paths).await.unwrap_err().to_string();
    assert!(
        error.starts_with("there is nothing to listen on"),
        "{error}"
    );
}

#[tokio::test]
async fn several_listeners_serve_one_application() {
    let mut listeners = ["127.0.0.1:0", "127.0.0.1:0"]
        .into_listeners()
        .await
        .unwrap();
    let standard = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listeners.extend(standard.into_listeners().await.unwrap());
    let addresses: Vec<_> = listeners
        .iter()
        .map(|it| it.local_addr().unwrap())
        .collect();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let server = Server::new().shutdown_on(async move { drop(ended.await) });
    let server = tokio::spawn(server.serve(listeners, Paths));
    for address in addresses {
        let mut client = Raw::connect(address).await;
        client.get("/here").await;
        assert_eq!(client.response().await.1, "/here");
    }
    drop(end);
    server.await.unwrap().unwrap();
}
