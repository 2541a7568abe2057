//! The shape of a parameter says what it is; its place and its name do not.

use onionskin::{
    Next as Rest, NextWith as Lending, Outcome as End, Request as Req, Response as Res, TestClient,
    prelude::{
        HeaderValue, IntoResponse, MemoryStore, Method, Path, Query, RequestExt as _, Session,
        SessionError, SessionId, Sessions, StatusCode, error_handler, handler, middleware,
        middleware_stack, provider, session_id_fetcher, session_id_generator,
    },
};

use crate::trail::Trail;

struct Shop(&'static str);
struct User(String);

type Asked = Req;
type Keeper = Shop;
type Answer = Result<Res, Sold>;

#[derive(Debug)]
struct Sold;

impl IntoResponse for Sold {
    fn into_response(self) -> Res {
        StatusCode::CONFLICT.into_response()
    }
}

#[middleware]
async fn rest_first(next: impl Rest, shop: &Shop, asked: &mut Req) -> Res {
    let mut res = next.run(asked).await;
    res.headers_mut()
        .insert("x-rest-first", HeaderValue::from_static(shop.0));
    res
}

#[middleware]
async fn request_last(shop: &Keeper, rest: impl Rest, asked: &mut Asked) -> Answer {
    if shop.0 == "closed" {
        Err(Sold)
    } else {
        Ok(rest.run(asked).await)
    }
}

#[middleware]
async fn lends_first(below: impl Lending<User>, shop: &Shop, r: &mut Req) -> Res {
    let user = User(format!(
        "{} at {}",
        r.header("x-name").unwrap_or("nobody"),
        shop.0
    ));
    below.run_with(r, &user).await
}

#[middleware]
async fn extracts(
    Query(query): Query<Vec<(String, String)>>,
    next: impl Rest,
    method: Method,
    asked: &mut Req,
) -> Res {
    let mut res = next.run(asked).await;
    let said = format!("{method} {}", query.len());
    res.headers_mut()
        .insert("x-extracted", HeaderValue::try_from(said).unwrap());
    res
}

#[middleware(before)]
fn reads(trail: &Trail, seen: &Asked, shop: &Shop) {
    trail.note(format!("before:{}:{}", seen.uri().path(), shop.0));
}

#[middleware(before)]
async fn reads_later(seen: &Asked, trail: &Trail) {
    trail.note(format!("later:{}", seen.uri().path()));
}

#[middleware(after)]
fn response_first(answer: &mut Res, trail: &Trail, seen: &Req) {
    trail.note(format!(
        "after:{}:{}",
        seen.uri().path(),
        answer.status().as_u16()
    ));
}

#[middleware(after)]
async fn response_last(seen: &Asked, trail: &Trail, shop: &Shop, answer: &mut Res) {
    trail.note(format!(
        "later:{}:{}:{}",
        seen.method(),
        shop.0,
        answer.status().as_u16()
    ));
}

#[middleware(finally)]
fn outcome_first(end: End<'_>, trail: &Trail, seen: &Asked) {
    let answered = matches!(end, End::Answered(_));
    trail.note(format!("finally:{}:{answered}", seen.uri().path()));
}

#[provider]
fn length(shop: &Shop, seen: &Asked) -> usize {
    seen.uri().path().len() + shop.0.len()
}

#[provider]
async fn letters(
    _asked: &mut Req,
    length: &usize,
    Query(query): Query<Vec<(String, String)>>,
) -> Vec<u8> {
    vec![b'x'; *length + query.len()]
}

#[handler]
fn answers(
    Path((first, second)): Path<(String, u8)>,
    user: &User,
    asked: &Asked,
    letters: &Vec<u8>,
    shop: &Keeper,
) -> String {
    format!(
        "{first} {second} {} {} {} {}",
        user.0,
        asked.method(),
        letters.len(),
        shop.0
    )
}

#[tokio::test]
async fn parameters_stand_in_any_order_under_any_name() {
    let trail = Trail::default();
    let client = TestClient::new(middleware_stack! {
        provide Shop("Ann's"), trail.clone();
        outcome_first,
        rest_first,
        response_first,
        request_last,
        response_last,
        lends_first,
        extracts,
        reads,
        length,
        reads_later,
        letters,
        => routes { GET "/{a}/{b}" => answers }
    });
    let res = client.get("/tea/7?a=1&b=2").header("x-name", "Bob").await;
    assert_eq!(res.text().await, "tea 7 Bob at Ann's GET 13 Ann's");
    res.assert_header("x-rest-first", "Ann's")
        .assert_header("x-extracted", "GET 2");
    assert_eq!(
        trail.take(),
        "before:/tea/7:Ann's later:/tea/7 later:GET:Ann's:200 after:/tea/7:200 finally:/tea/7:true"
    );
}

#[error_handler]
fn sold(shop: &Keeper, err: &Sold, req: &Asked) -> (StatusCode, String) {
    (
        StatusCode::GONE,
        format!("{err:?} {} {}", shop.0, req.uri().path()),
    )
}

#[error_handler]
fn sold_elsewhere(request: &Req, sold: &Sold) -> (StatusCode, String) {
    (
        StatusCode::GONE,
        format!("{sold:?} {}", request.uri().path()),
    )
}

#[error_handler(404)]
fn lost(shop: &Keeper, req: &Asked, res: &Res) -> String {
    format!("{} {} {}", shop.0, req.uri().path(), res.status().as_u16())
}

#[tokio::test]
async fn error_handlers_know_the_request_and_the_response_under_other_types() {
    let client = TestClient::new(middleware_stack! {
        provide Shop("closed"), User("Bob".into()), vec![1_u8];
        sold,
        lost,
        => routes {
            "/in" => { request_last, => routes { GET "/{a}/{b}" => answers } },
            "/other" => { sold_elsewhere, request_last, => routes { GET "/{a}/{b}" => answers } },
        }
    });
    assert_eq!(
        client.get("/in/a/1").await.text().await,
        "Sold closed /in/a/1"
    );
    assert_eq!(
        client.get("/other/a/1").await.text().await,
        "Sold /other/a/1"
    );
    assert_eq!(
        client.get("/nowhere").await.text().await,
        "closed /nowhere 404"
    );
}

#[session_id_fetcher]
fn fetched(shop: &Keeper, req: &Asked) -> Option<String> {
    req.header(shop.0).map(ToOwned::to_owned)
}

#[session_id_fetcher]
async fn fetched_later(asked: &mut Req) -> Result<Option<String>, Sold> {
    tokio::task::yield_now().await;
    Ok(asked
        .headers_mut()
        .remove("x-id")
        .and_then(|id| id.to_str().ok().map(ToOwned::to_owned)))
}

#[session_id_generator]
async fn generated(shop: &Keeper) -> Result<String, Sold> {
    tokio::task::yield_now().await;
    Ok(format!(
        "{}-{}",
        shop.0,
        SessionId::random::<128>().as_str()
    ))
}

#[handler]
async fn visits(visits: &Session<u64>) -> Result<String, SessionError> {
    let now = visits.update(|count| *count += 1).await?;
    let id = visits.id().await?;
    Ok(format!(
        "{now} {}",
        id.as_ref().map_or("", SessionId::as_str)
    ))
}

#[tokio::test]
async fn fetchers_and_generators_borrow_and_wait_too() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let by_shop = sessions.clone().fetcher(fetched {}).generator(generated {});
    let by_header = sessions.fetcher(fetched_later {}).generator(generated {});
    let client = TestClient::new(middleware_stack! {
        provide Shop("x-id");
        => routes {
            "/shop" => { (by_shop), => visits },
            "/header" => { (by_header), => visits },
        }
    });
    for path in ["/shop", "/header"] {
        let first = client.get(path).await.text().await;
        let (count, id) = first.split_once(' ').unwrap();
        assert!(count == "1" && id.starts_with("x-id-"), "{first}");
        let second = client.get(path).header("x-id", id).await.text().await;
        assert_eq!(second, format!("2 {id}"));
    }
}

#[test]
fn a_function_stays_a_function() {
    let req = http::Request::builder()
        .uri("/path")
        .body(onionskin::Body::empty())
        .unwrap();
    assert_eq!(length(&Shop("abc"), &req), 8);
    let trail = Trail::default();
    reads(&trail, &req, &Shop("abc"));
    assert_eq!(trail.take(), "before:/path:abc");
    assert_eq!(fetched(&Shop("x-id"), &req), None);
    assert_eq!(sold(&Shop("abc"), &Sold, &req).1, "Sold abc /path");
}
