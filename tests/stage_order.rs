//! The order of the list is the order of the onion: top first in and last out.

use onionskin::{TestClient, prelude::*};

use crate::trail::{After, Around, Before, Trail};

struct Ticket;

#[handler]
fn end(trail: &Trail) -> StatusCode {
    trail.note("handler");
    StatusCode::OK
}

#[handler]
async fn slow_end(trail: &Trail) -> StatusCode {
    tokio::task::yield_now().await;
    trail.note("handler");
    StatusCode::OK
}

#[provider]
fn ticket(trail: &Trail) -> Ticket {
    trail.note("+ticket");
    Ticket
}

#[middleware(before)]
async fn slow_before(trail: &Trail, _req: &mut Request) {
    tokio::task::yield_now().await;
    trail.note("+slow");
}

#[middleware(after)]
async fn slow_after(trail: &Trail, _ticket: &Ticket, _res: &mut Response) {
    tokio::task::yield_now().await;
    trail.note("-slow");
}

#[middleware(finally)]
fn last(trail: &Trail, _outcome: Outcome<'_>) {
    trail.note("last");
}

async fn trail_of(app: impl Application, trail: &Trail) -> String {
    TestClient::new(app).get("/").await.assert_status(200);
    trail.take()
}

#[tokio::test]
async fn stages_run_from_the_top_in_and_from_the_bottom_out() {
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        Around("a"), Around("b"), Around("c"),
        => end
    };
    assert_eq!(trail_of(app, &trail).await, "+a +b +c handler -c -b -a");
}

#[tokio::test]
async fn hooks_that_share_a_frame_keep_their_places() {
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        Before("a"), After("b"), Before("c"), After("d"),
        => end
    };
    assert_eq!(trail_of(app, &trail).await, "+a +c handler -d -b");
}

#[tokio::test]
async fn stages_of_every_kind_keep_their_places_among_each_other() {
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        last,
        After("a"),
        Around("b"),
        Before("c"),
        ticket,
        slow_before,
        slow_after,
        After("d"),
        Around("e"),
        => slow_end
    };
    assert_eq!(
        trail_of(app, &trail).await,
        "+b +c +ticket +slow +e handler -e -d -slow -b -a last"
    );
}

#[tokio::test]
async fn the_stages_of_a_nested_stack_run_inside_of_those_above_it() {
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        Around("a"),
        => routes {
            "/x" => {
                Around("b"), After("c"),
                => routes {
                    GET "/y" => { Before("d"), => end },
                }
            },
            GET "/" => end,
        }
    };
    let client = TestClient::new(app);
    client.get("/x/y").await.assert_status(200);
    assert_eq!(trail.take(), "+a +b +d handler -c -b -a");
    client.get("/").await.assert_status(200);
    assert_eq!(trail.take(), "+a handler -a");
}

#[tokio::test]
async fn a_fragment_runs_where_it_stands() {
    let trail = Trail::default();
    let fragment = middleware_stack! { Around("b"), Before("c"), After("d") };
    let app = middleware_stack! {
        provide trail.clone();
        Around("a"),
        (fragment),
        Around("e"),
        => end
    };
    assert_eq!(
        trail_of(app, &trail).await,
        "+a +b +c +e handler -e -d -b -a"
    );
}

#[tokio::test]
async fn a_stage_that_is_switched_off_is_not_there() {
    for (on, expected) in [(true, "+a +b handler -b -a"), (false, "+a handler -a")] {
        let trail = Trail::default();
        let optional = on.then_some(Around("b"));
        let app = middleware_stack! {
            provide trail.clone();
            Around("a"),
            (optional),
            => end
        };
        assert_eq!(trail_of(app, &trail).await, expected);
    }
}

#[middleware]
async fn twice(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await;
    next.run(req).await
}

#[tokio::test]
async fn a_stage_may_run_the_rest_of_the_stack_again() {
    let trail = Trail::default();
    let app = middleware_stack! {
        provide trail.clone();
        twice,
        Around("a"),
        => end
    };
    assert_eq!(trail_of(app, &trail).await, "+a handler -a +a handler -a");
}
