//! A stage that answers ends the cycle: nothing below it runs, and all above it do.

use std::ops::ControlFlow;

use onionskin::{TestClient, prelude::*};

use crate::trail::{After, Around, Before, Trail};

struct Closed;

impl IntoResponse for Closed {
    fn into_response(self) -> Response {
        (StatusCode::SERVICE_UNAVAILABLE, "closed").into_response()
    }
}

#[handler]
fn end(trail: &Trail) -> StatusCode {
    trail.note("handler");
    StatusCode::OK
}

#[middleware]
async fn answers_around(_req: &mut Request, _next: impl Next) -> Response {
    Closed.into_response()
}

#[middleware]
async fn fails_around(req: &mut Request, next: impl Next) -> Result<Response, Closed> {
    if req.method() == Method::GET {
        Err(Closed)
    } else {
        Ok(next.run(req).await)
    }
}

#[middleware(before)]
fn fails_before() -> Result<(), Closed> {
    Err(Closed)
}

#[middleware(before)]
async fn fails_before_later(req: &mut Request) -> Result<(), Closed> {
    tokio::task::yield_now().await;
    if req.method() == Method::GET {
        Err(Closed)
    } else {
        Ok(())
    }
}

#[middleware(before)]
fn breaks(req: &mut Request) -> ControlFlow<Response> {
    if req.method() == Method::GET {
        ControlFlow::Break(Closed.into_response())
    } else {
        ControlFlow::Continue(())
    }
}

#[middleware(before)]
async fn breaks_later(_req: &Request) -> ControlFlow<Response> {
    ControlFlow::Break(Closed.into_response())
}

#[provider]
fn no_number() -> Result<u8, Closed> {
    Err(Closed)
}

#[provider]
async fn no_number_later(_req: &mut Request) -> Result<u8, Closed> {
    tokio::task::yield_now().await;
    Err(Closed)
}

#[middleware(after)]
fn fails_after(_res: &mut Response) -> Result<(), Closed> {
    Err(Closed)
}

/// The stages above and below the one that ends the cycle, and what is left of their trail.
macro_rules! cut_short {
    ($($test:ident: $stage:expr => $trail:literal;)*) => {$(
        #[tokio::test]
        async fn $test() {
            let trail = Trail::default();
            let app = middleware_stack! {
                provide trail.clone();
                Around("a"), Before("b"), After("c"),
                $stage,
                Before("d"), After("e"), Around("f"),
                => end
            };
            let res = TestClient::new(app).get("/").await;
            assert_eq!(res.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(res.text().await, "closed");
            assert_eq!(trail.take(), $trail);
        }
    )*};
}

cut_short! {
    a_middleware_that_never_runs_the_rest: answers_around => "+a +b -c -a";
    a_middleware_that_fails: fails_around => "+a +b -c -a";
    a_before_stage_that_fails: fails_before => "+a +b -c -a";
    an_async_before_stage_that_fails: fails_before_later => "+a +b -c -a";
    a_before_stage_that_breaks: breaks => "+a +b -c -a";
    an_async_before_stage_that_breaks: breaks_later => "+a +b -c -a";
    a_provider_without_a_value: no_number => "+a +b -c -a";
    an_async_provider_without_a_value: no_number_later => "+a +b -c -a";
    an_after_stage_that_fails_replaces_the_response: fails_after => "+a +b +d +f handler -f -e -c -a";
}

#[tokio::test]
async fn a_stage_that_may_answer_lets_other_requests_through() {
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        fails_around, fails_before_later, breaks,
        => end
    };
    TestClient::new(app).post("/").await.assert_status(200);
    assert_eq!(trail.take(), "handler");
}

#[tokio::test]
async fn the_after_stages_above_change_an_early_response_too() {
    #[middleware(after)]
    fn stamp(res: &mut Response) {
        res.headers_mut()
            .insert("x-stamp", HeaderValue::from_static("yes"));
    }
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        stamp, fails_before,
        => end
    };
    TestClient::new(app)
        .get("/")
        .await
        .assert_status(503)
        .assert_header("x-stamp", "yes");
}
