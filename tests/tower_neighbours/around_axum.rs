//! An axum application adopts one stack of ours: sessions around its router.

use std::convert::Infallible;

use axum::{Extension, Router, extract::Path as AxumPath, routing::get};
use onionskin::{
    SessionCookie, TestClient,
    prelude::*,
    tower::{Shared, layer, service, share},
};
use tower::ServiceExt;

use crate::server::Raw;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

type Theirs = Extension<Shared<Session<Visits>>>;

async fn visit(Extension(session): Theirs, AxumPath(by): AxumPath<u64>) -> String {
    let update =
        session.with(move |session| Box::pin(session.update(move |visits| visits.count += by)));
    match update.await {
        Some(Ok(visits)) => visits.count.to_string(),
        Some(Err(error)) => error.to_string(),
        None => "the request is over".to_owned(),
    }
}

async fn stateless() -> &'static str {
    "hello"
}

/// Puts a name on what passes, to show that a fragment has several stages.
#[middleware(after)]
fn named(res: &mut Response) {
    let name = HeaderValue::from_static("onionskin");
    res.headers_mut().insert("x-stack", name);
}

/// Says how many visits there are, from inside of the fragment.
#[middleware]
async fn counted(session: &Session<Visits>, req: &mut Request, next: impl Next) -> Response {
    let mut res = next.run(req).await;
    if let Ok(visits) = session.get().await {
        res.headers_mut().insert("x-visits", visits.count.into());
    }
    res
}

fn router() -> Router {
    let cookie = SessionCookie::new("visits").unwrap();
    let sessions = Sessions::<Visits>::new(MemoryStore::new()).cookie(cookie);
    Router::new()
        .route("/visit/{by}", get(visit))
        .route("/hello", get(stateless))
        .layer(layer(middleware_stack! {
            named, (sessions), counted, share::<Session<Visits>>()
        }))
}

/// An axum application where ours would stand.
struct Axum(Router);

impl Application for Axum {
    async fn respond(&self, request: &mut Request) -> Response {
        let mut owned = Request::new(request.body_mut().take());
        owned.method_mut().clone_from(request.method());
        owned.uri_mut().clone_from(request.uri());
        owned.headers_mut().clone_from(request.headers());
        let answered: Result<_, Infallible> = self.0.clone().oneshot(owned).await;
        let Ok(response) = answered;
        response.map(Body::new)
    }
}

#[tokio::test]
async fn sessions_stand_around_an_axum_router() {
    let client = TestClient::new(Axum(router()));
    let res = client.get("/visit/2").await;
    res.assert_status(200)
        .assert_header("x-stack", "onionskin")
        .assert_header("x-visits", "2");
    assert_eq!(res.text().await, "2");
    let cookie = res.cookie("__Host-visits").expect("a session has begun");
    assert_eq!(cookie.http_only(), Some(true));

    let res = client.get("/visit/40").await;
    assert_eq!(res.text().await, "42");
    assert!(res.cookie("__Host-visits").is_none(), "the cookie is known");

    let stranger = client.another();
    assert_eq!(stranger.get("/visit/1").await.text().await, "1");
    let res = client.get("/hello").await;
    assert_eq!(res.text().await, "hello");
    res.assert_header("x-visits", "42");
}

#[tokio::test]
async fn many_visits_at_once_all_count() {
    let client = TestClient::new(Axum(router()));
    client.get("/visit/0").await.assert_status(200);
    let visits = (0..50).map(|_| client.get("/visit/1").send());
    futures_util::future::join_all(visits).await;
    assert_eq!(client.get("/visit/0").await.text().await, "50");
}

#[tokio::test]
async fn sessions_stand_around_what_axum_serves() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async { axum::serve(listener, router()).await });
    let ask = async |path: &str, cookie: &str| {
        let mut client = Raw::connect(address).await;
        let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
        client.send(format!("{head}cookie: {cookie}\r\n\r\n")).await;
        client.rest().await
    };
    let first = ask("/visit/3", "a=b").await;
    assert!(first.ends_with("\r\n\r\n3"), "{first}");
    let (_, after) = first
        .split_once("set-cookie: ")
        .expect("a session has begun");
    let (cookie, attributes) = after.split_once("; ").unwrap();
    assert!(attributes.contains("HttpOnly"), "{attributes}");

    let second = ask("/visit/4", cookie).await;
    assert!(second.ends_with("\r\n\r\n7"), "{second}");
    assert!(second.contains("x-stack: onionskin"), "{second}");
    let stranger = ask("/visit/4", "__Host-visits=unknown").await;
    assert!(stranger.ends_with("\r\n\r\n4"), "{stranger}");
    server.abort();
}

#[tokio::test]
async fn a_whole_stack_is_a_service_in_an_axum_router() {
    #[handler]
    fn ours(Path(name): Path<String>, req: &Request) -> String {
        assert!(name != "panic", "as the test asked");
        format!("{} of {name}", req.method())
    }
    let app = middleware_stack! { named, => routes { GET "/greet/{name}" => ours } };
    let router = Router::new()
        .route("/hello", get(stateless))
        .nest_service("/ours", service(app));
    let client = TestClient::new(Axum(router));
    let res = client.get("/ours/greet/ann").await;
    assert_eq!(res.text().await, "GET of ann");
    res.assert_header("x-stack", "onionskin");
    client.get("/ours/nothing").await.assert_status(404);
    client.get("/ours/greet/panic").await.assert_status(500);
    assert_eq!(client.get("/hello").await.text().await, "hello");
}

#[tokio::test]
async fn a_shared_value_outlives_no_request() {
    #[handler]
    fn keep(req: &Request) -> (Kept, StatusCode) {
        let shared = req.extensions().get::<Shared<Session<Visits>>>();
        (Kept(shared.unwrap().clone()), StatusCode::OK)
    }
    #[derive(Clone)]
    struct Kept(Shared<Session<Visits>>);
    impl onionskin::IntoResponseParts for Kept {
        fn add_to(self, res: &mut Response) -> Result<(), onionskin::UnfitResponse> {
            res.extensions_mut().insert(self);
            Ok(())
        }
    }
    let sessions = Sessions::<Visits>::new(MemoryStore::new());
    let client = TestClient::new(middleware_stack! {
        (sessions), share::<Session<Visits>>(),
        => keep
    });
    let response = client.get("/").await.into_inner();
    let Kept(shared) = response.extensions().get().unwrap();
    let asked = shared.with(|session| Box::pin(async { session.get().await.is_ok() }));
    assert_eq!(asked.await, None);
}
