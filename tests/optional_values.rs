//! `Option<&T>` is `Some` where a stage above lends a `T`, and `None` where none does.

use std::fmt::{self, Display};

use onionskin::{
    Optional, TestClient,
    describe::Description,
    prelude::*,
    stages::{Timing, Timings},
};

use crate::trail::Trail;

struct Shop(&'static str);
struct User(&'static str);
type Keeper = Shop;

fn name(shop: Option<&Shop>) -> &'static str {
    shop.map_or("nobody", |shop| shop.0)
}

#[provider]
fn shop() -> Shop {
    Shop("Ann")
}

#[provider]
async fn user(req: &mut Request, shop: Option<&Keeper>) -> Result<User, StatusCode> {
    tokio::task::yield_now().await;
    if req.uri().path() == "/refused" {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(User(name(shop)))
}

#[middleware]
async fn around(
    shop: Option<&Shop>,
    req: &mut Request,
    trail: &Trail,
    next: impl Next,
) -> Response {
    trail.note(format!("around:{}", name(shop)));
    next.run(req).await
}

#[middleware(before)]
fn before(trail: &Trail, seen: &Request, shop: Option<&Keeper>) {
    trail.note(format!("before:{}:{}", seen.method(), name(shop)));
}

#[middleware(before)]
async fn before_waiting(shop: Option<&Shop>, trail: &Trail, method: Method) {
    tokio::task::yield_now().await;
    trail.note(format!("waiting:{method}:{}", name(shop)));
}

#[middleware(after)]
fn after(res: &mut Response, shop: Option<&Shop>) {
    let value = HeaderValue::from_static(name(shop));
    res.headers_mut().insert("x-after", value);
}

#[middleware(finally)]
fn finally(shop: Option<&Shop>, trail: &Trail, _outcome: Outcome<'_>) {
    trail.note(format!("finally:{}", name(shop)));
}

#[error_handler]
fn refused(shop: Option<&Shop>, _err: &StatusCode, trail: &Trail) -> (StatusCode, &'static str) {
    trail.note("refused");
    (StatusCode::IM_A_TEAPOT, name(shop))
}

#[error_handler(404)]
async fn lost(trail: &Trail, shop: Option<&Shop>) -> &'static str {
    trail.note("lost");
    name(shop)
}

#[handler]
fn who(user: &User, shop: Option<&Shop>) -> String {
    format!("{} {}", user.0, name(shop))
}

#[tokio::test]
async fn every_kind_of_function_may_borrow_what_may_be_missing() {
    let trail = Trail::default();
    let with = TestClient::new(middleware_stack! {
        provide trail.clone();
        shop, finally, lost, refused, around, before, before_waiting, after, user,
        => routes { GET "/" => who }
    });
    let without = TestClient::new(middleware_stack! {
        provide trail.clone();
        finally, lost, refused, around, before, before_waiting, after, user,
        => routes { GET "/" => who }
    });
    for (client, name) in [(with, "Ann"), (without, "nobody")] {
        let res = client.get("/").await;
        res.assert_header("x-after", name);
        assert_eq!(res.text().await, format!("{name} {name}"));
        assert_eq!(
            trail.take(),
            format!("around:{name} before:GET:{name} waiting:GET:{name} finally:{name}")
        );
        let refused = client.get("/refused").await;
        refused.assert_status(418);
        assert_eq!(refused.text().await, name);
        assert!(trail.take().contains("refused"));
        assert_eq!(client.get("/nowhere").await.text().await, name);
        assert!(trail.take().contains("lost"));
    }
}

#[session_id_fetcher]
fn fetched(shop: Option<&Shop>, req: &Request) -> Option<String> {
    req.header(name(shop)).map(ToOwned::to_owned)
}

#[session_id_generator]
fn generated(shop: Option<&Shop>) -> String {
    format!("{}-{}", name(shop), SessionId::random::<128>().as_str())
}

#[handler]
async fn visits(visits: &Session<u64>) -> Result<String, SessionError> {
    let now = visits.update(|count| *count += 1).await?;
    let id = visits.id().await?;
    let id = id.as_ref().map_or("", SessionId::as_str);
    Ok(format!("{now} {id}"))
}

#[tokio::test]
async fn fetchers_and_generators_may_do_without_too() {
    let sessions = || {
        Sessions::<u64>::new(MemoryStore::new())
            .fetcher(fetched {})
            .generator(generated {})
    };
    let with = TestClient::new(middleware_stack! { shop, (sessions()), => visits });
    let without = TestClient::new(middleware_stack! { (sessions()), => visits });
    for (client, name) in [(with, "Ann"), (without, "nobody")] {
        let first = client.get("/").await.text().await;
        let (_, id) = first.split_once(' ').unwrap();
        assert!(id.starts_with(name), "{first}");
        let second = client.get("/").header(name, id).await.text().await;
        assert_eq!(second, format!("2 {id}"));
    }
}

impl Display for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Any type may be the one that is missing.
struct Says<T>(std::marker::PhantomData<fn() -> T>);

#[middleware(after)]
impl<T: Display + Send + Sync + 'static> Says<T> {
    fn after(&self, value: Option<&T>, res: &mut Response) {
        let text = value.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        let value = HeaderValue::try_from(text).unwrap();
        res.headers_mut().append("x-says", value);
    }
}

fn says<T>() -> Says<T> {
    Says(std::marker::PhantomData)
}

#[handler]
fn done() -> StatusCode {
    StatusCode::OK
}

#[tokio::test]
async fn what_the_application_provides_is_found_by_its_type_alone() {
    let client = TestClient::new(middleware_stack! {
        provide 7_u8, "text";
        says::<&'static str>(), says::<u16>(), says::<u8>(),
        => done
    });
    let res = client.get("/").await;
    let said: Vec<_> = res.headers().get_all("x-says").iter().collect();
    assert_eq!(said, ["7", "nothing", "text"]);
}

#[handler]
fn surroundings(stack: Option<&Description>, timings: Option<&Timings>) -> String {
    let stages = stack.map(|stack| stack.stages.len());
    format!("{stages:?} {}", timings.is_some())
}

#[tokio::test]
async fn what_every_stack_lends_is_there_and_a_clock_where_there_is_one() {
    let timed = TestClient::new(middleware_stack! { Timing::new(), => surroundings });
    assert_eq!(timed.get("/").await.text().await, "Some(1) true");
    let plain = TestClient::new(middleware_stack! { => surroundings });
    assert_eq!(plain.get("/").await.text().await, "Some(0) false");
}

#[tokio::test]
async fn a_stage_of_another_level_lends_nothing_here() {
    let client = TestClient::new(middleware_stack! {
        after,
        => routes { "/shop" => { shop, => done } }
    });
    client.get("/shop").await.assert_header("x-after", "nobody");
}

#[provider]
fn regular(shop: &Shop) -> User {
    User(shop.0)
}

/// Says what its stage would like, so that a stack can tell when it comes too late.
fn polite() -> impl Stage<Needs = Optional<Shop, ()>, Lends = ()> {
    middleware_stack! { after }
}

/// What one of its stages needs and another would like is named twice.
fn needy() -> impl Stage<Needs = Optional<Shop, (Shop, ())>, Lends = onionskin::Lend<User>> {
    middleware_stack! { after, regular, says::<Shop>() }
}

/// What is lent inside is nobody else's concern.
fn complete() -> impl Stage<Needs = (), Lends = onionskin::Lend<Shop>> {
    middleware_stack! { shop, after }
}

#[tokio::test]
async fn a_fragment_finds_it_where_it_stands() {
    let alone = TestClient::new(middleware_stack! { polite(), => done });
    alone.get("/").await.assert_header("x-after", "nobody");
    let below = TestClient::new(middleware_stack! { shop, polite(), => done });
    below.get("/").await.assert_header("x-after", "Ann");
    let needy = TestClient::new(middleware_stack! { shop, needy(), => who });
    let res = needy.get("/").await;
    assert_eq!(res.assert_header("x-after", "Ann").text().await, "Ann Ann");
    let complete = TestClient::new(middleware_stack! { complete(), => done });
    complete.get("/").await.assert_header("x-after", "Ann");
}

#[tokio::test]
async fn a_fragment_in_a_fragment_hands_it_on() {
    let open = middleware_stack! { after };
    let inner = middleware_stack! { (open), polite() };
    let outer = middleware_stack! { (inner) };
    let client = TestClient::new(middleware_stack! { shop, (outer), => done });
    client.get("/").await.assert_header("x-after", "Ann");

    let open = middleware_stack! { polite(), after };
    let client = TestClient::new(middleware_stack! { (open), => done });
    client.get("/").await.assert_header("x-after", "nobody");
}

#[test]
fn a_description_shows_what_a_stage_would_like() {
    let app = middleware_stack! { provide Trail::default(); before, polite(), => done };
    let drawn = app.describe().to_string();
    assert!(drawn.contains("Trail, Option<&Shop>"), "{drawn}");
    assert_eq!(
        app.describe().stages[1].needs,
        [std::any::type_name::<Option<&Shop>>()]
    );
}
