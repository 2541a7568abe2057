//! A stage may be an `impl` block.

use std::{
    fmt::Display,
    panic::catch_unwind,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use onionskin::{TestClient, prelude::*};

use super::ok;

/// Lets so many requests pass, and then no more.
struct Allowance {
    left: AtomicUsize,
}

impl Allowance {
    fn of(requests: usize) -> Self {
        Self {
            left: AtomicUsize::new(requests),
        }
    }
}

#[middleware(before)]
impl Allowance {
    fn before(&self) -> Result<(), StatusCode> {
        let spent = self
            .left
            .fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1));
        spent.map(|_| ()).map_err(|_| StatusCode::TOO_MANY_REQUESTS)
    }
}

/// Sets a header to whatever can be written.
struct Stamp<T, const N: usize> {
    values: [T; N],
}

#[middleware(after)]
impl<T, const N: usize> Stamp<T, N>
where
    T: Display + Send + Sync + 'static,
{
    fn stamp(&self, res: &mut Response) {
        for value in &self.values {
            res.headers_mut()
                .append("x-stamp", HeaderValue::try_from(value.to_string()).unwrap());
        }
    }
}

/// Lends whatever a closure makes of the request.
struct Derive<F, T> {
    make: F,
    made: Mutex<Vec<T>>,
}

#[middleware]
impl<F, T> Derive<F, T>
where
    F: Fn(&Request) -> T + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    /// What is not the stage stays as it is.
    const KEPT: usize = 2;

    async fn handle(&self, req: &mut Request, next: impl NextWith<T>) -> Response {
        let value = (self.make)(req);
        let res = next.run_with(req, &value).await;
        self.keep(value);
        res
    }

    fn keep(&self, value: T) {
        let mut made = self.made.lock().unwrap();
        made.push(value);
        let surplus = made.len().saturating_sub(Self::KEPT);
        made.drain(..surplus);
    }
}

#[handler]
fn derived(value: &String) -> String {
    value.clone()
}

/// Borrows from the stack, and notes how requests end.
struct Ledger(&'static str);

#[middleware(finally)]
impl Ledger {
    fn note(&self, trail: &crate::trail::Trail, outcome: Outcome<'_>) {
        let answered = matches!(outcome, Outcome::Answered(_));
        trail.note(format!("{}:{answered}", self.0));
    }
}

/// Cannot work when it lets nobody in.
struct Turnstile {
    places: u32,
}

#[middleware(before)]
impl Turnstile {
    fn before(&self) -> Result<(), StatusCode> {
        let open = self.places > 0;
        open.then_some(()).ok_or(StatusCode::SERVICE_UNAVAILABLE)
    }

    #[check]
    fn check(&self) -> Result<(), &'static str> {
        if self.places == 0 {
            return Err("it has no places; give it one at least");
        }
        Ok(())
    }
}

struct Slow<T>(T);

#[middleware(before)]
impl<T: AsRef<str> + Send + Sync + 'static> Slow<T> {
    async fn before(&self, req: &mut Request) {
        tokio::task::yield_now().await;
        let value = HeaderValue::from_str(self.0.as_ref()).unwrap();
        req.headers_mut().insert("x-slow", value);
    }
}

#[handler]
fn slowed(req: &Request) -> String {
    req.header("x-slow").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn private_state_lives_as_long_as_the_stack() {
    let client = TestClient::new(middleware_stack! { Allowance::of(2), => ok });
    for status in [200, 200, 429, 429] {
        client.get("/").await.assert_status(status);
    }
}

#[tokio::test]
async fn a_stage_may_be_generic_in_types_and_constants() {
    let client = TestClient::new(middleware_stack! {
        Stamp { values: [1, 2] },
        Stamp { values: ["three"] },
        => ok
    });
    let res = client.get("/").await;
    let said: Vec<_> = res.headers().get_all("x-stamp").iter().collect();
    assert_eq!(said, ["three", "1", "2"]);
}

#[tokio::test]
async fn a_stage_may_hold_a_closure_and_methods_of_its_own() {
    let stage = Derive {
        make: |req: &Request| req.uri().path().to_uppercase(),
        made: Mutex::default(),
    };
    let client = TestClient::new(middleware_stack! { (stage), => derived });
    for path in ["/a", "/b", "/c"] {
        assert_eq!(client.get(path).await.text().await, path.to_uppercase());
    }
}

#[tokio::test]
async fn a_stage_of_any_kind_may_be_an_impl_block() {
    let trail = crate::trail::Trail::default();
    let client = TestClient::new(middleware_stack! {
        provide trail.clone();
        Ledger("a"), Slow("down".to_owned()),
        => slowed
    });
    assert_eq!(client.get("/").await.text().await, "down");
    assert_eq!(trail.take(), "a:true");
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_when_the_stack_is_built() {
    let client = TestClient::new(middleware_stack! { Turnstile { places: 1 }, => ok });
    client.get("/").await.assert_status(200);

    let refusals = [
        catch_unwind(|| drop(middleware_stack! { Turnstile { places: 0 }, => ok })),
        catch_unwind(|| drop(middleware_stack! { Some(Turnstile { places: 0 }), => ok })),
        catch_unwind(|| {
            let fragment = middleware_stack! { Turnstile { places: 0 } };
            drop(middleware_stack! { (fragment), => ok });
        }),
    ];
    for refusal in refusals {
        assert_eq!(
            refusal.unwrap_err().downcast_ref::<String>().unwrap(),
            "the stage `Turnstile` cannot work: it has no places; give it one at least"
        );
    }
}
