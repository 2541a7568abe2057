//! A value that a stage lends is borrowed by everything below it, and by nothing else.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
};

use onionskin::{TestClient, prelude::*};
use tokio::sync::Barrier;

struct Config {
    greeting: &'static str,
}

/// Counts what is made of it, so that a copy would show.
#[derive(Default)]
struct Made(AtomicUsize);

struct Account(u64);
struct User {
    account: u64,
    name: String,
}
struct Greeting(String);

#[provider]
fn account(req: &Request, made: &Made) -> Result<Account, StatusCode> {
    made.0.fetch_add(1, Relaxed);
    let id = req.header("x-account").and_then(|id| id.parse().ok());
    id.map(Account).ok_or(StatusCode::UNAUTHORIZED)
}

#[provider]
async fn user(account: &Account, made: &Made) -> User {
    tokio::task::yield_now().await;
    made.0.fetch_add(1, Relaxed);
    User {
        account: account.0,
        name: format!("user {}", account.0),
    }
}

#[middleware]
async fn greeting(
    config: &Config,
    user: &User,
    req: &mut Request,
    next: impl NextWith<Greeting>,
) -> Response {
    let greeting = Greeting(format!("{}, {}", config.greeting, user.name));
    next.run_with(req, &greeting).await
}

#[handler]
fn greet(greeting: &Greeting, account: &Account) -> String {
    format!("{} of {}", greeting.0, account.0)
}

#[handler]
async fn made(made: &Made, user: &User) -> String {
    tokio::task::yield_now().await;
    format!("{} {}", made.0.load(Relaxed), user.account)
}

#[tokio::test]
async fn providers_build_upon_each_other() {
    let client = TestClient::new(middleware_stack! {
        provide Config { greeting: "hello" }, Made::default();
        account, user, greeting,
        => greet
    });
    let res = client.get("/").header("x-account", "7").await;
    assert_eq!(res.text().await, "hello, user 7 of 7");
    client.get("/").await.assert_status(401);
}

#[tokio::test]
async fn a_provider_runs_once_for_each_request_whoever_borrows_its_value() {
    let client = TestClient::new(middleware_stack! {
        provide Config { greeting: "hello" }, Made::default();
        account, user, greeting,
        => made
    });
    assert_eq!(
        client.get("/").header("x-account", "7").await.text().await,
        "2 7"
    );
    assert_eq!(
        client.get("/").header("x-account", "8").await.text().await,
        "4 8"
    );
}

/// Says where the borrowed value is.
fn address<T>(value: &T) -> String {
    format!("{:p}", std::ptr::from_ref(value))
}

#[derive(Default)]
struct Seen(std::sync::Mutex<Vec<String>>);

struct Spot<const DEPTH: usize>;

#[middleware]
impl<const DEPTH: usize> Spot<DEPTH> {
    async fn handle(
        &self,
        user: &User,
        seen: &Seen,
        req: &mut Request,
        next: impl Next,
    ) -> Response {
        seen.0.lock().unwrap().push(address(user));
        next.run(req).await
    }
}

#[middleware(after)]
fn spot_after(user: &User, seen: &Seen, _res: &mut Response) {
    seen.0.lock().unwrap().push(address(user));
}

#[handler]
fn spot(user: &User, seen: &Seen) -> String {
    let mut seen = seen.0.lock().unwrap();
    seen.push(address(user));
    seen.dedup();
    seen.len().to_string()
}

#[tokio::test]
async fn it_is_the_same_value_at_every_depth() {
    let client = TestClient::new(middleware_stack! {
        provide Made::default(), Seen::default();
        account, user,
        Spot::<1>, spot_after, Spot::<2>,
        => routes {
            "/a" => { Spot::<3>, => routes { "/b" => { Spot::<4>, => routes { GET "/c" => spot } } } }
        }
    });
    let res = client.get("/a/b/c").header("x-account", "7").await;
    assert_eq!(res.text().await, "1");
}

/// Lends a number that changes while it is lent.
#[middleware]
async fn counter(req: &mut Request, next: impl NextWith<AtomicU64>) -> Result<String, StatusCode> {
    let counter = AtomicU64::new(0);
    let status = next.run_with(req, &counter).await.status();
    if status.is_success() {
        Ok(counter.load(Relaxed).to_string())
    } else {
        Err(status)
    }
}

#[middleware(before)]
fn add_one(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

#[handler]
fn add_ten(counter: &AtomicU64) -> StatusCode {
    counter.fetch_add(10, Relaxed);
    StatusCode::OK
}

#[tokio::test]
async fn the_lender_sees_what_was_done_with_its_value() {
    let client = TestClient::new(middleware_stack! { counter, add_one, => add_ten });
    for _ in 0..2 {
        assert_eq!(client.get("/").await.text().await, "11");
    }
}

#[middleware]
async fn all_together(barrier: &Arc<Barrier>, req: &mut Request, next: impl Next) -> Response {
    barrier.wait().await;
    next.run(req).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_interleaved_requests_each_see_their_own_values() {
    let client = Arc::new(TestClient::new(middleware_stack! {
        provide Config { greeting: "hello" }, Made::default(), Arc::new(Barrier::new(1000));
        account,
        all_together,
        user, greeting,
        => greet
    }));
    let requests: Vec<_> = (0..1000)
        .map(|number| {
            let client = Arc::clone(&client);
            tokio::spawn(async move {
                let res = client
                    .get("/")
                    .header("x-account", number.to_string())
                    .await;
                assert_eq!(
                    res.text().await,
                    format!("hello, user {number} of {number}")
                );
            })
        })
        .collect();
    for request in requests {
        request.await.unwrap();
    }
}

#[provider]
fn plain_result(req: &Request) -> Answer<u8> {
    req.header("x-account")
        .and_then(|id| id.parse().ok())
        .ok_or(StatusCode::BAD_REQUEST)
}

type Answer<T> = Result<T, StatusCode>;

#[handler]
fn outcome(value: &Answer<u8>) -> String {
    format!("{value:?}")
}

#[tokio::test]
async fn a_result_under_another_name_is_lent_as_it_is() {
    let client = TestClient::new(middleware_stack! { plain_result, => outcome });
    assert_eq!(
        client.get("/").header("x-account", "7").await.text().await,
        "Ok(7)"
    );
    assert_eq!(client.get("/").await.text().await, "Err(400)");
}
