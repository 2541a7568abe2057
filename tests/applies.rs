//! `#[applies]`: a stage is passed by what it is not for.

use onionskin::{TestClient, prelude::*};

use crate::{log::Log, trail::Trail};

#[handler]
fn ok() -> &'static str {
    "ok"
}

/// Notes what is below a path.
struct Below(&'static str);

#[middleware]
impl Below {
    #[applies]
    fn is_below(&self, req: &Request) -> bool {
        req.uri().path().starts_with(self.0)
    }

    async fn handle(&self, req: &mut Request, trail: &Trail, next: impl Next) -> Response {
        trail.note(format!("in {}", self.0));
        let res = next.run(req).await;
        trail.note(format!("out {}", self.0));
        res
    }
}

/// What is open, where anybody says so.
struct Open(bool);

/// Refuses whom it is for, by what the stack lends to the question alone.
struct Gate;

#[middleware]
impl Gate {
    #[applies]
    fn is_closed(&self, open: Option<&Open>, trail: &Trail) -> bool {
        trail.note("asked");
        open.is_none_or(|open| !open.0)
    }

    async fn handle(
        &self,
        req: &mut Request,
        trail: &Trail,
        next: impl Next,
    ) -> Result<Response, StatusCode> {
        trail.note("refused");
        if req.method() == Method::HEAD {
            return Ok(next.run(req).await);
        }
        Err(StatusCode::FORBIDDEN)
    }
}

#[derive(serde::Deserialize)]
struct Page {
    page: u32,
}

/// Takes a query from those whom it is for.
struct Paged<T>(T);

#[middleware]
impl<T: PartialEq<Method> + Send + Sync + 'static> Paged<T> {
    #[applies]
    fn is_for(&self, req: &Request) -> bool {
        self.0 == *req.method()
    }

    async fn handle(
        &self,
        req: &mut Request,
        Query(Page { page }): Query<Page>,
        next: impl Next,
    ) -> Response {
        let res = next.run(req).await;
        res.with_header(HeaderName::from_static("x-page"), HeaderValue::from(page))
    }
}

struct Broken;

#[middleware]
impl Broken {
    #[applies]
    fn is_for(req: &Request) -> bool {
        req.uri().path().parse::<u8>().unwrap() > 0
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

/// Runs the rest as a task would: a panic of its future goes no further.
#[middleware]
async fn contained(req: &mut Request, next: impl Next) -> Response {
    let rest = std::panic::AssertUnwindSafe(next.run(req));
    match futures_util::FutureExt::catch_unwind(rest).await {
        Ok(res) => res,
        Err(_) => StatusCode::IM_A_TEAPOT.into_response(),
    }
}

#[tokio::test]
async fn a_stage_acts_on_the_requests_that_it_applies_to_and_on_no_others() {
    let trail = Trail::default();
    let client = TestClient::new(middleware_stack! {
        provide trail.clone();
        Below("/a"), Below("/"), Below("/a/b"),
        => ok
    });
    client.get("/c").await.assert_status(200);
    assert_eq!(trail.take(), "in / out /");
    client.get("/a").await.assert_status(200);
    assert_eq!(trail.take(), "in /a in / out / out /a");
}

#[tokio::test]
async fn the_question_borrows_from_the_stack_what_it_needs() {
    let trail = Trail::default();
    let open = TestClient::new(middleware_stack! {
        provide trail.clone(), Open(true);
        Gate,
        => ok
    });
    open.get("/").await.assert_status(200);
    assert_eq!(trail.take(), "asked");
    let closed = TestClient::new(middleware_stack! { provide trail.clone(); Gate, => ok });
    closed.get("/").await.assert_status(403);
    assert_eq!(trail.take(), "asked refused");
    closed.head("/").await.assert_status(200);
}

#[tokio::test]
async fn nothing_is_taken_from_a_request_that_it_does_not_apply_to() {
    let client = TestClient::new(middleware_stack! { Paged(Method::GET), => ok });
    client.get("/?page=2").await.assert_header("x-page", "2");
    client.get("/?page=two").await.assert_status(400);
    client.post("/?page=two").await.assert_status(200);
}

#[tokio::test]
async fn what_the_question_borrows_is_a_need_of_the_stage() {
    let app = middleware_stack! { provide Trail::default(); Gate, => ok };
    let described = app.describe().to_string();
    assert!(described.contains("Trail"), "{described}");
}

#[tokio::test]
async fn a_question_that_panics_costs_its_request_when_the_rest_is_awaited() {
    let log = Log::here();
    let app = middleware_stack! { ServerError::new(), Broken, => ok };
    let client = TestClient::new(app);
    let res = client.get("/").header("accept", "text/html").await;
    res.assert_status(500)
        .assert_header("content-type", "text/html; charset=utf-8");
    let lines = log.take();
    assert!(
        matches!(&lines[..], [line] if line.contains("stage=\"Broken\"")),
        "{lines:#?}"
    );
    let app = middleware_stack! { contained, Broken, => ok };
    TestClient::new(app).get("/").await.assert_status(418);
}
