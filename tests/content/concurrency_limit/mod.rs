//! So many requests run at once; some wait; the rest is shed.

mod places;

use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll};

use onionskin::{TestClient, prelude::*};
use tokio::sync::Semaphore;

use crate::trail::Trail;

/// Lets a request go when the test says so.
#[derive(Clone)]
struct Door(Arc<Semaphore>);

impl Door {
    fn shut() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }
}

/// Notes who came in, and waits for the door.
#[handler]
async fn wait(req: &Request, trail: &Trail, door: &Door) -> StatusCode {
    trail.note(req.uri().path());
    door.0.acquire().await.unwrap().forget();
    StatusCode::OK
}

/// Runs a request until it waits for something.
macro_rules! begin {
    ($name:ident = $request:expr) => {
        let mut $name = pin!($request.send());
        poll_fn(|context| {
            assert!($name.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
    };
}

#[tokio::test]
async fn those_in_line_run_in_the_order_in_which_they_came() {
    let (trail, door) = (Trail::default(), Door::shut());
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), door.clone();
        ConcurrencyLimit::new().at_once(1).in_line(3),
        => wait
    });
    begin!(first = client.get("/first"));
    begin!(second = client.get("/second"));
    begin!(third = client.get("/third"));
    assert_eq!(trail.take(), "/first");
    door.0.add_permits(3);
    first.await.assert_status(200);
    // A newcomer does not overtake those who wait.
    begin!(late = client.get("/late"));
    second.await.assert_status(200);
    third.await.assert_status(200);
    door.0.add_permits(1);
    late.await.assert_status(200);
    assert_eq!(trail.take(), "/second /third /late");
}

#[tokio::test]
async fn a_full_line_is_a_503_with_retry_after() {
    let (trail, door) = (Trail::default(), Door::shut());
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), door.clone();
        ConcurrencyLimit::new().at_once(1).in_line(1).retry_after(Duration::from_secs(7)),
        => wait
    });
    begin!(first = client.get("/first"));
    begin!(second = client.get("/second"));
    let res = client.get("/third").await;
    res.assert_status(503)
        .assert_header("retry-after", "7")
        .assert_header("content-type", "application/problem+json");
    door.0.add_permits(2);
    first.await.assert_status(200);
    second.await.assert_status(200);
    assert_eq!(trail.take(), "/first /second");
}

#[tokio::test]
async fn who_waits_too_long_is_shed() {
    let (trail, door) = (Trail::default(), Door::shut());
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), door.clone();
        ConcurrencyLimit::new().at_once(1).wait(Duration::from_millis(10)),
        => wait
    });
    begin!(first = client.get("/first"));
    client.get("/second").await.assert_status(503);
    door.0.add_permits(1);
    first.await.assert_status(200);
}

#[tokio::test]
async fn who_hangs_up_leaves_no_trace_in_line_or_at_work() {
    let (trail, door) = (Trail::default(), Door::shut());
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), door.clone();
        ConcurrencyLimit::new().at_once(1).in_line(1),
        => wait
    });
    for round in 0..100 {
        let mut working = Box::pin(client.get("/working").send());
        let mut waiting = Box::pin(client.get("/waiting").send());
        poll_fn(|context| {
            assert!(working.as_mut().poll(context).is_pending());
            assert!(waiting.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        if round % 2 == 0 {
            drop(waiting);
            drop(working);
        } else {
            // Now the place is given to one that is about to go.
            drop(working);
            drop(waiting);
        }
    }
    door.0.add_permits(1);
    client.get("/after").await.assert_status(200);
    assert!(trail.take().ends_with("/after"));
}

#[tokio::test]
async fn a_place_that_was_handed_to_one_who_gives_up_is_found_by_the_next() {
    let (trail, door) = (Trail::default(), Door::shut());
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), door.clone();
        ConcurrencyLimit::new().at_once(1).in_line(1),
        => wait
    });
    for _ in 0..10 {
        begin!(working = client.get("/working"));
        let mut waiting = Box::pin(client.get("/waiting").send());
        poll_fn(|context| {
            assert!(waiting.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        door.0.add_permits(1);
        working.await.assert_status(200);
        drop(waiting);
        // Nobody is in line now, and the one place there is was handed to whoever stood there.
        assert_eq!(trail.take(), "/working");
        begin!(next = client.get("/next"));
        assert_eq!(trail.take(), "/next");
        door.0.add_permits(1);
        next.await.assert_status(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_given_up_in_between_no_place_is_lost_and_none_is_made() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    #[derive(Default)]
    struct Running {
        now: AtomicUsize,
        most: AtomicUsize,
    }
    struct Leaves<'a>(&'a Running);
    impl Drop for Leaves<'_> {
        fn drop(&mut self) {
            self.0.now.fetch_sub(1, SeqCst);
        }
    }
    #[handler]
    async fn busy(running: &Arc<Running>) -> StatusCode {
        let now = running.now.fetch_add(1, SeqCst) + 1;
        running.most.fetch_max(now, SeqCst);
        let _leaves = Leaves(running);
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        StatusCode::OK
    }
    let running = Arc::new(Running::default());
    let client = Arc::new(TestClient::new(middleware_stack! {
        provide Arc::clone(&running);
        ConcurrencyLimit::new().at_once(2).in_line(1_000),
        => busy
    }));
    let all: Vec<_> = (0..600_usize)
        .map(|number| {
            let client = Arc::clone(&client);
            tokio::spawn(async move {
                let mut request = pin!(client.get("/").send());
                let mut polls = 0;
                poll_fn(|context| {
                    polls += 1;
                    match request.as_mut().poll(context) {
                        Poll::Ready(_) => Poll::Ready(()),
                        // Every second one hangs up, each after another while.
                        Poll::Pending if number % 2 == 0 && polls > number % 5 => Poll::Ready(()),
                        Poll::Pending => Poll::Pending,
                    }
                })
                .await;
            })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    assert_eq!(running.most.load(SeqCst), 2);
    assert_eq!(running.now.load(SeqCst), 0);
    // Both places are still there, and no third.
    let (mut first, mut second) = (
        Box::pin(client.get("/").send()),
        Box::pin(client.get("/").send()),
    );
    let mut third = Box::pin(client.get("/").send());
    poll_fn(|context| {
        assert!(first.as_mut().poll(context).is_pending());
        assert!(second.as_mut().poll(context).is_pending());
        assert_eq!(running.now.load(SeqCst), 2);
        assert!(third.as_mut().poll(context).is_pending());
        assert_eq!(running.now.load(SeqCst), 2);
        Poll::Ready(())
    })
    .await;
    for one in [first, second, third] {
        one.await.assert_status(200);
    }
}

#[tokio::test]
async fn a_panic_gives_its_place_back() {
    #[handler]
    fn panics(req: &Request) -> StatusCode {
        assert!(req.uri().path() != "/panic", "as the test asked");
        StatusCode::OK
    }
    let client = TestClient::new(middleware_stack! {
        ConcurrencyLimit::new().at_once(1).in_line(0),
        => panics
    });
    for _ in 0..3 {
        client.get("/panic").await.assert_status(500);
    }
    client.get("/").await.assert_status(200);
}

#[tokio::test]
async fn a_clone_shares_the_places_over_several_branches() {
    let (trail, door) = (Trail::default(), Door::shut());
    let limit = ConcurrencyLimit::new().at_once(1).in_line(0);
    let client = TestClient::new(middleware_stack! {
        provide trail, door.clone();
        => routes {
            "/a" => { (limit.clone()), => wait },
            "/b" => { (limit), => wait },
        }
    });
    begin!(first = client.get("/a"));
    client.get("/b").await.assert_status(503);
    door.0.add_permits(1);
    first.await.assert_status(200);
}

#[tokio::test]
async fn never_more_run_at_once_than_may() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    #[derive(Default)]
    struct Running {
        now: AtomicUsize,
        most: AtomicUsize,
    }
    #[handler]
    async fn busy(running: &Running) -> StatusCode {
        let now = running.now.fetch_add(1, SeqCst) + 1;
        running.most.fetch_max(now, SeqCst);
        for _ in 0..5 {
            tokio::task::yield_now().await;
        }
        running.now.fetch_sub(1, SeqCst);
        StatusCode::OK
    }
    #[handler]
    fn most(running: &Running) -> String {
        running.most.load(SeqCst).to_string()
    }
    let client = Arc::new(TestClient::new(middleware_stack! {
        provide Running::default();
        => routes {
            GET "/most" => most,
            "/busy" => { ConcurrencyLimit::new().at_once(3).in_line(200), => busy },
        }
    }));
    let all: Vec<_> = (0..200)
        .map(|_| {
            let client = Arc::clone(&client);
            tokio::spawn(async move { client.get("/busy").await.status() })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.unwrap(), 200);
    }
    assert_eq!(client.get("/most").await.text().await, "3");
}
