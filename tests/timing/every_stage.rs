//! Every stage below is timed, without its help.

use std::time::Duration;

use onionskin::{
    TestClient,
    prelude::*,
    stages::{Timing, Timings},
};
use tokio::time::sleep;

#[middleware]
async fn around(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware]
async fn doubled(req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
    Ok(next.run(req).await)
}

#[middleware(before)]
fn before() {}

#[middleware(before)]
async fn before_later() {}

#[middleware(after)]
fn after(_res: &mut Response) {}

#[provider]
fn user() -> u8 {
    7
}

#[provider]
async fn shop() -> u16 {
    8
}

#[error_handler]
fn on_error(_err: &StatusCode) -> StatusCode {
    StatusCode::CONFLICT
}

#[middleware(finally)]
fn at_last(_outcome: Outcome<'_>) {}

#[handler]
async fn sums(user: &u8, shop: &u16) -> String {
    (u16::from(*user) + shop).to_string()
}

#[handler]
fn ok() -> StatusCode {
    StatusCode::OK
}

#[handler]
fn refuses() -> Result<(), StatusCode> {
    Err(StatusCode::IM_A_TEAPOT)
}

fn names(timings: &Timings) -> Vec<&'static str> {
    timings.all().iter().map(|(name, _)| *name).collect()
}

/// Tells which stages below were timed, once they are over.
#[middleware]
async fn report(req: &mut Request, timings: &Timings, next: impl Next) -> Response {
    let mut res = next.run(req).await;
    let names = names(timings).join(" ");
    res.headers_mut()
        .insert("x-timed", HeaderValue::try_from(names).unwrap());
    res
}

async fn timed(app: impl Application) -> String {
    let res = TestClient::over_socket(app).await.get("/").await;
    res.header("x-timed").unwrap().to_owned()
}

#[tokio::test]
async fn stages_of_every_kind_are_timed_in_the_order_of_the_stack() {
    let app = middleware_stack! {
        around,
        Timing::new(), report,
        doubled, before, after, before_later, user, shop, on_error, at_last,
        => routes { GET "/" => sums }
    };
    assert_eq!(
        timed(app).await,
        "report doubled before after before_later user shop on_error at_last sums"
    );
}

#[tokio::test]
async fn a_refused_request_has_times_for_what_it_met() {
    let app = middleware_stack! { Timing::new(), report, on_error, before, => refuses };
    assert_eq!(timed(app).await, "report on_error before refuses");
}

/// Whoever puts it into a stack cannot see what is in it.
fn hidden() -> impl Stage<Needs = (), Lends = onionskin::Lend<u8>> {
    middleware_stack! { after, around, user }
}

#[tokio::test]
async fn the_stages_of_a_fragment_are_timed_also_where_its_type_is_hidden() {
    let shown = middleware_stack! { before, doubled };
    let app = middleware_stack! { Timing::new(), report, (shown), hidden(), => ok };
    assert_eq!(
        timed(app).await,
        "report before doubled after around user ok"
    );
    let app = middleware_stack! {
        Timing::new(), report,
        => routes { "/" => { before_later, hidden(), => routes { GET "/" => ok } } }
    };
    assert_eq!(timed(app).await, "report before_later after around user ok");
}

#[tokio::test]
async fn a_hidden_fragment_in_a_hidden_fragment_is_timed() {
    fn outer() -> impl Stage<Needs = (), Lends = onionskin::Lend<u8>> {
        middleware_stack! { before, hidden(), doubled }
    }
    let app = middleware_stack! { Timing::new(), report, outer(), shop, => sums };
    assert_eq!(
        timed(app).await,
        "report before after around user doubled shop sums"
    );
}

#[tokio::test]
async fn what_is_recommended_is_timed_stage_by_stage() {
    let stages = onionskin::stages::recommended()
        .hosts(["localhost", "127.0.0.1"])
        .plain_http_for_development()
        .stages();
    let app = middleware_stack! { Timing::new(), report, (stages), => ok };
    let timed = timed(app).await;
    for stage in [
        "RequestIds",
        "AccessLog",
        "TrustedHost",
        "Timeout",
        "BodyLimit",
        "ok",
    ] {
        assert!(timed.contains(stage), "{stage} is not in {timed}");
    }
    assert!(!timed.contains("fragment"), "{timed}");
}

#[tokio::test]
async fn a_fragment_times_itself_where_it_has_a_clock_and_its_surroundings_have_none() {
    fn clocked()
    -> impl Stage<Needs = (onionskin::describe::Description, ()), Lends = onionskin::stages::Clocked>
    {
        middleware_stack! { before, Timing::new(), report, doubled }
    }
    let app = middleware_stack! { around, clocked(), => ok };
    assert_eq!(timed(app).await, "report doubled ok");
}

#[tokio::test]
async fn a_clock_may_stand_in_a_fragment_too() {
    fn hidden()
    -> impl Stage<Needs = (onionskin::describe::Description, ()), Lends = onionskin::stages::Clocked>
    {
        middleware_stack! { before, Timing::new() }
    }
    let app = middleware_stack! { hidden(), report, around, => ok };
    assert_eq!(timed(app).await, "report around ok");
    let shown = middleware_stack! { before, Timing::new(), report };
    let app = middleware_stack! { (shown), around, => ok };
    assert_eq!(timed(app).await, "report around ok");
}

#[tokio::test]
async fn a_nested_stack_below_is_timed_and_what_is_above_is_not() {
    let app = middleware_stack! {
        around,
        => routes {
            "/" => { Timing::new(), report, before, => routes { GET "/" => ok } },
            GET "/beside" => ok,
        }
    };
    assert_eq!(timed(app).await, "report before ok");
}

// The clock of the timings is the machine's, so these wait for real, and compare only what must be.
const TICK: Duration = Duration::from_millis(20);

fn taken(timings: &Timings, stage: &str) -> Duration {
    let all = timings.all();
    all.iter().find(|(name, _)| *name == stage).unwrap().1
}

#[tokio::test]
async fn each_stage_has_its_own_time_and_not_that_of_the_stages_further_in() {
    #[middleware]
    async fn outer(req: &mut Request, next: impl Next) -> Response {
        sleep(TICK).await;
        next.run(req).await
    }
    #[handler]
    async fn inner() -> StatusCode {
        sleep(TICK * 5).await;
        StatusCode::OK
    }
    #[middleware]
    async fn compare(req: &mut Request, timings: &Timings, next: impl Next) -> Response {
        let began = Instant::now();
        let res = next.run(req).await;
        let (outer, inner) = (taken(timings, "outer"), taken(timings, "inner"));
        assert!(outer >= TICK && inner >= TICK * 5, "{timings:?}");
        assert!(outer + inner <= began.elapsed(), "{timings:?}");
        res
    }
    let client = TestClient::new(middleware_stack! { Timing::new(), compare, outer, => inner });
    client.get("/").await.assert_status(200);
}

#[tokio::test]
async fn a_stage_that_is_given_up_has_taken_what_it_took() {
    #[middleware]
    async fn impatient(req: &mut Request, timings: &Timings, next: impl Next) -> StatusCode {
        tokio::select! {
            _ = next.run(req) => unreachable!("it waits for ever"),
            () = sleep(TICK) => {}
        }
        assert_eq!(names(timings), ["impatient", "around", "waits"]);
        assert!(taken(timings, "waits") >= TICK / 2, "{timings:?}");
        assert_eq!(taken(timings, "impatient"), Duration::ZERO);
        StatusCode::GATEWAY_TIMEOUT
    }
    #[handler]
    async fn waits() -> StatusCode {
        std::future::pending().await
    }
    let client = TestClient::new(middleware_stack! { Timing::new(), impatient, around, => waits });
    client.get("/").await.assert_status(504);
}

#[tokio::test]
async fn a_handler_times_work_of_its_own() {
    #[handler]
    async fn works(timings: &Timings) -> String {
        timings.time("db", sleep(TICK)).await;
        assert!(taken(timings, "db") >= TICK);
        names(timings).join(" ")
    }
    let client = TestClient::new(middleware_stack! { Timing::new(), before, => works });
    assert_eq!(client.get("/").await.text().await, "before works db");
}

#[tokio::test]
async fn what_is_done_one_after_the_other_is_not_the_time_of_what_it_is_in() {
    #[handler]
    async fn works(timings: &Timings) -> StatusCode {
        for work in ["db", "cache"] {
            timings.time(work, sleep(TICK)).await;
        }
        StatusCode::OK
    }
    #[middleware]
    async fn compare(req: &mut Request, timings: &Timings, next: impl Next) -> Response {
        let began = Instant::now();
        let res = next.run(req).await;
        let all = ["db", "cache", "works"].map(|stage| taken(timings, stage));
        let sum: Duration = all.iter().sum();
        assert!(sum <= began.elapsed(), "{timings:?}");
        res
    }
    let client = TestClient::new(middleware_stack! { Timing::new(), compare, => works });
    client.get("/").await.assert_status(200);
}

/// Runs the rest in a frame of its own.
struct Layer<const N: usize>;

#[middleware]
impl<const N: usize> Layer<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
        Ok(next.run(req).await)
    }
}

#[handler]
fn counted(timings: &Timings) -> String {
    timings.all().len().to_string()
}

#[tokio::test]
async fn a_stack_of_forty_stages_can_be_timed() {
    let app = middleware_stack! {
        AccessLog::new(), Trace::new(), ServerError::new(), Timing::new(),
        Layer::<1>, Layer::<2>, Layer::<3>, Layer::<4>, Layer::<5>, Layer::<6>,
        Layer::<7>, Layer::<8>, Layer::<9>, Layer::<10>, Layer::<11>, Layer::<12>,
        Layer::<13>, Layer::<14>, Layer::<15>, Layer::<16>, Layer::<17>, Layer::<18>,
        Layer::<19>, Layer::<20>, Layer::<21>, Layer::<22>, Layer::<23>, Layer::<24>,
        Layer::<25>, Layer::<26>, Layer::<27>, Layer::<28>, Layer::<29>, Layer::<30>,
        Layer::<31>, Layer::<32>, Layer::<33>, Layer::<34>, Layer::<35>, Layer::<36>,
        Layer::<37>, Layer::<38>, Layer::<39>, Layer::<40>,
        => routes { GET "/" => counted }
    };
    let client = TestClient::over_socket(app).await;
    assert_eq!(client.get("/").await.text().await, "2");
}
