//! Attributes on `impl` blocks: stages and handlers with generics and private state.

use std::{
    fmt::Display,
    panic::catch_unwind,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use onionskin::{TestClient, prelude::*};

#[handler]
fn ok() -> &'static str {
    "ok"
}

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

/// Lends connections, as long as there are any.
struct Pool {
    free: Arc<AtomicUsize>,
    size: usize,
}

/// Goes back to its pool when the request is over.
struct Connection {
    number: usize,
    free: Arc<AtomicUsize>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.free.fetch_add(1, Relaxed);
    }
}

#[provider]
impl Pool {
    async fn provide(&self, req: &Request) -> Result<Connection, StatusCode> {
        tokio::task::yield_now().await;
        let taken = self
            .free
            .fetch_update(Relaxed, Relaxed, |free| free.checked_sub(1));
        match taken {
            Ok(number) if req.uri().path() != "/refused" => Ok(Connection {
                number,
                free: Arc::clone(&self.free),
            }),
            _ => Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }

    #[check]
    fn check(&self) -> Result<(), &'static str> {
        let is_fit = self.size > 0;
        is_fit
            .then_some(())
            .ok_or("a pool has one connection at least")
    }
}

impl Pool {
    fn of(size: usize) -> Self {
        Self {
            free: Arc::new(AtomicUsize::new(size)),
            size,
        }
    }
}

/// Lends what a closure makes of the request, or its error.
struct Made<F>(F);

#[provider]
impl<F, T, E> Made<F>
where
    F: Fn(&Request) -> Result<T, E> + Send + Sync + 'static,
    T: Send + Sync + 'static,
    E: IntoResponse + Send + Sync + 'static,
{
    fn provide(&self, req: &Request) -> Result<T, E> {
        (self.0)(req)
    }
}

/// Lends copies of a value.
struct Copies<T>(T);

#[provider]
impl<T: Clone + Send + Sync + 'static> Copies<T> {
    async fn provide(&self) -> T {
        tokio::task::yield_now().await;
        self.0.clone()
    }
}

#[handler]
fn connected(connection: &Connection, length: &usize, name: &String) -> String {
    format!("{} {length} {name}", connection.number)
}

#[tokio::test]
async fn a_provider_may_have_state_and_fail() {
    let pool = Pool::of(2);
    let free = Arc::clone(&pool.free);
    let client = TestClient::new(middleware_stack! {
        (pool),
        Made(|req: &Request| match req.uri().path() {
            "/fails" => Err(StatusCode::IM_A_TEAPOT),
            path => Ok(path.len()),
        }),
        Copies("Ann".to_owned()),
        => connected
    });
    assert_eq!(client.get("/ab").await.text().await, "2 3 Ann");
    client.get("/fails").await.assert_status(418);
    assert_eq!(free.load(Relaxed), 2, "every connection is back");
    free.store(0, Relaxed);
    client.get("/ab").await.assert_status(503);
}

/// Answers from what it holds.
struct Shelf<T> {
    books: Vec<T>,
}

#[handler]
impl<T: Display + Send + Sync + 'static> Shelf<T> {
    fn book(&self, Path(number): Path<usize>, by: Option<&String>) -> Result<String, StatusCode> {
        let book = self.books.get(number).ok_or(StatusCode::NOT_FOUND)?;
        Ok(match by {
            Some(by) => format!("{book} by {by}"),
            None => book.to_string(),
        })
    }

    #[check]
    fn check(&self) -> Result<(), &'static str> {
        let is_fit = !self.books.is_empty();
        is_fit.then_some(()).ok_or("a shelf has one book at least")
    }
}

struct Total(AtomicUsize);

#[handler]
impl Total {
    async fn handle(&self, req: &mut Request, number: String) -> Sum {
        let number = number.parse().unwrap_or_default();
        tokio::task::yield_now().await;
        req.headers_mut().clear();
        Sum(self.0.fetch_add(number, Relaxed) + number)
    }
}

struct Sum(usize);

impl IntoResponse for Sum {
    fn into_response(self) -> Response {
        self.0.to_string().into_response()
    }
}

#[tokio::test]
async fn a_handler_may_have_state_and_generics() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/books/{number}" => Shelf { books: vec!["Emma"] },
            "/signed" => {
                Copies("Jane".to_owned()),
                => routes { GET "/{number}" => Shelf { books: vec![1, 2] } }
            },
            POST "/total" => Total(AtomicUsize::new(1)),
        }
    });
    assert_eq!(client.get("/books/0").await.text().await, "Emma");
    client.get("/books/1").await.assert_status(404);
    client.get("/books/none").await.assert_status(400);
    assert_eq!(client.get("/signed/1").await.text().await, "2 by Jane");
    for total in ["3", "5"] {
        let answer = client.post("/total").body("2").await;
        assert_eq!(answer.text().await, total);
    }
}

#[tokio::test]
async fn providers_and_handlers_that_cannot_work_are_refused_when_the_stack_is_built() {
    let refusals = [
        (
            catch_unwind(|| drop(middleware_stack! { Pool::of(0), => ok })),
            "the stage `Pool` cannot work: a pool has one connection at least",
        ),
        (
            catch_unwind(|| {
                let shelf = Shelf::<u8> { books: Vec::new() };
                drop(middleware_stack! { => routes { GET "/{number}" => (shelf) } });
            }),
            "the handler `Shelf` cannot work: a shelf has one book at least",
        ),
        (
            catch_unwind(|| {
                let shelf = Shelf { books: vec![1] };
                drop(middleware_stack! { => routes { GET "/" => (shelf) } });
            }),
            "does not fit the route",
        ),
    ];
    for (refusal, message) in refusals {
        let refusal = refusal.unwrap_err();
        let said = refusal.downcast_ref::<String>().unwrap();
        assert!(said.contains(message), "{said}");
    }
}
