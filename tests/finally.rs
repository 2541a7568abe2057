//! `#[middleware(finally)]` runs once on every exit, and knows which it was.

use onionskin::{TestClient, prelude::*, testing::TestServer};
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

/// Where the outcomes are told.
struct Told(UnboundedSender<String>);

#[middleware(finally)]
fn tell(told: &Told, req: &Request, outcome: Outcome<'_>) {
    let how = match outcome {
        Outcome::Answered(res) => format!("answered {}", res.status().as_u16()),
        Outcome::Failed(res) => format!("failed {}", res.status().as_u16()),
        Outcome::Panicked => "panicked".to_owned(),
        Outcome::Disconnected => "disconnected".to_owned(),
    };
    told.0.send(format!("{} {how}", req.uri().path())).unwrap();
}

struct Broken;

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        Problem::new(StatusCode::BAD_REQUEST)
            .caused_by(std::io::Error::other("broken"))
            .into_response()
    }
}

#[handler]
async fn any(req: &Request, told: &Told) -> Result<StatusCode, Broken> {
    match req.uri().path() {
        "/panics" => panic!("now"),
        "/broken" => Err(Broken),
        "/waits" => {
            told.0.send("/waits begins".to_owned()).unwrap();
            std::future::pending().await
        }
        path => Ok(path.trim_start_matches('/').parse().unwrap()),
    }
}

fn app() -> (impl Application, UnboundedReceiver<String>) {
    let (told, outcomes) = unbounded_channel();
    let app = middleware_stack! {
        provide Told(told);
        tell,
        => any
    };
    (app, outcomes)
}

#[tokio::test]
async fn an_answer_a_failure_and_a_panic_are_told_apart() {
    let (app, mut outcomes) = app();
    let client = TestClient::new(app).follow_redirects(false);
    for (path, how) in [
        ("/200", "answered 200"),
        ("/302", "answered 302"),
        ("/404", "answered 404"),
        ("/500", "failed 500"),
        ("/503", "failed 503"),
        ("/broken", "failed 400"),
        ("/panics", "panicked"),
    ] {
        client.get(path).await;
        assert_eq!(outcomes.recv().await.unwrap(), format!("{path} {how}"));
        assert!(outcomes.try_recv().is_err(), "{path} was told twice");
    }
}

#[tokio::test]
async fn a_request_whose_future_is_dropped_was_disconnected() {
    let (app, mut outcomes) = app();
    let client = TestClient::new(app);
    let request = tokio::spawn(client.get("/waits").send());
    assert_eq!(outcomes.recv().await.unwrap(), "/waits begins");
    request.abort();
    assert_eq!(outcomes.recv().await.unwrap(), "/waits disconnected");
}

#[tokio::test]
async fn a_client_that_hangs_up_was_disconnected() {
    let (app, mut outcomes) = app();
    let server = TestServer::start(app).await;
    let mut socket = TcpStream::connect(server.addr()).await.unwrap();
    socket
        .write_all(b"GET /waits HTTP/1.1\r\nhost: a\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(outcomes.recv().await.unwrap(), "/waits begins");
    drop(socket);
    assert_eq!(outcomes.recv().await.unwrap(), "/waits disconnected");
    server.client().get("/200").await.assert_status(200);
    assert_eq!(outcomes.recv().await.unwrap(), "/200 answered 200");
}

#[tokio::test]
async fn it_sees_what_an_early_response_was() {
    #[middleware(before)]
    fn closed() -> Result<(), StatusCode> {
        Err(StatusCode::FORBIDDEN)
    }
    let (told, mut outcomes) = unbounded_channel();
    let client = TestClient::new(middleware_stack! {
        provide Told(told);
        tell, closed,
        => any
    });
    client.get("/200").await.assert_status(403);
    assert_eq!(outcomes.recv().await.unwrap(), "/200 answered 403");
}

#[tokio::test]
async fn one_that_panics_when_a_client_hangs_up_leaves_the_server_alone() {
    #[middleware(finally)]
    fn fragile(outcome: Outcome<'_>) {
        assert!(!matches!(outcome, Outcome::Disconnected), "nobody is there");
    }
    let (told, mut outcomes) = unbounded_channel();
    let log = crate::log::Log::here();
    let server = TestServer::start(middleware_stack! {
        provide Told(told);
        tell, fragile,
        => any
    })
    .await;
    let mut socket = TcpStream::connect(server.addr()).await.unwrap();
    socket
        .write_all(b"GET /waits HTTP/1.1\r\nhost: a\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(outcomes.recv().await.unwrap(), "/waits begins");
    drop(socket);
    assert_eq!(outcomes.recv().await.unwrap(), "/waits disconnected");
    assert_eq!(
        log.take(),
        ["message=a stage panicked: nobody is there stage=\"fragile\" "]
    );
    server.client().get("/200").await.assert_status(200);
}
