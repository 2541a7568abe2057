//! An error becomes a response that tells the client nothing and the program everything.

use std::{error::Error as _, fmt, io};

use http::StatusCode;
use onionskin::{Body, BodyError, BoxError, Error, IntoResponse, Problem, Response, ResponseExt};
use serde_json::{Value, json};

#[derive(Debug, PartialEq)]
struct DbError(&'static str);

impl fmt::Display for DbError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "db: {}", self.0)
    }
}

impl std::error::Error for DbError {}

async fn document(response: Response) -> Value {
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let bytes = response.into_body().into_bytes(1 << 20).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn an_unknown_error_is_a_500_without_its_words() {
    let direct: Error = DbError("password is hunter2").into();
    let boxed: BoxError = Box::new(DbError("password is hunter2"));
    for response in [
        direct.into_response(),
        Error::from_boxed(Box::new(DbError("password is hunter2"))).into_response(),
        boxed.into_response(),
        Err::<(), _>(Error::from(DbError("password is hunter2"))).into_response(),
    ] {
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let error = response.error().unwrap();
        assert_eq!(error.downcast_ref(), Some(&DbError("password is hunter2")));
        let expected =
            json!({"type": "about:blank", "title": "Internal Server Error", "status": 500});
        assert_eq!(document(response).await, expected);
    }
}

#[test]
fn a_cause_is_found_through_the_sentences_before_it() {
    let error = Error::from(DbError("gone"))
        .context("no cart")
        .context("no page");
    assert_eq!(error.to_string(), "no page");
    let chain: Vec<_> = error.chain().map(ToString::to_string).collect();
    assert_eq!(chain, ["no page", "no cart", "db: gone"]);
    assert!(error.downcast_ref::<DbError>().is_none());
    assert_eq!(error.find(), Some(&DbError("gone")));
    assert_eq!(error.source().unwrap().to_string(), "no cart");

    let response = error.into_response();
    assert_eq!(response.find_error(), Some(&DbError("gone")));
    assert!(response.find_error::<io::Error>().is_none());
}

#[test]
fn what_main_prints_is_a_sentence_and_its_causes() {
    let error = Error::from(DbError("gone")).context("the program cannot start");
    assert_eq!(
        format!("{error:?}"),
        "the program cannot start\n  because: db: gone"
    );
    assert_eq!(format!("{:?}", Error::msg("alone")), "alone");
}

#[test]
fn a_response_without_an_error_has_none() {
    let response = "fine".into_response();
    assert!(response.error().is_none());
    assert!(response.find_error::<DbError>().is_none());
    let response = response.with_error(DbError("attached"));
    assert!(response.error().unwrap().is::<DbError>());
}

#[tokio::test]
async fn a_problem_says_what_it_was_given_and_nothing_else() {
    let response = Problem::new(StatusCode::CONFLICT)
        .kind("https://example.org/stale")
        .title("Stale")
        .detail("changed elsewhere")
        .instance("/carts/7")
        .member("version", 7)
        .member("status", "a member cannot take a standard name")
        .caused_by(DbError("row 7"))
        .into_response();
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(response.find_error(), Some(&DbError("row 7")));
    let expected = json!({
        "type": "https://example.org/stale", "title": "Stale", "status": 409,
        "detail": "changed elsewhere", "instance": "/carts/7", "version": 7,
    });
    assert_eq!(document(response).await, expected);
}

#[tokio::test]
async fn a_bare_problem_is_its_status_in_words() {
    for code in [400, 401, 404, 405, 413, 418, 500, 503] {
        let status = StatusCode::from_u16(code).unwrap();
        let document = document(Problem::new(status).into_response()).await;
        assert_eq!(document["status"], code);
        assert_eq!(document["title"], status.canonical_reason().unwrap());
        assert_eq!(document["type"], "about:blank");
        assert_eq!(document.as_object().unwrap().len(), 3);
    }
}

#[tokio::test]
async fn a_problem_that_travelled_as_an_error_is_still_that_problem() {
    let failing = || -> Result<Body, Error> {
        Err(Problem::new(StatusCode::PAYMENT_REQUIRED)
            .detail("no funds")
            .into())
    };
    let response = failing().into_response();
    assert_eq!(response.status(), StatusCode::PAYMENT_REQUIRED);
    assert_eq!(document(response).await["detail"], "no funds");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_says_whose_fault_it_is() {
    let broken = BodyError::Broken(Box::new(DbError("internal")));
    assert!(broken.source().unwrap().is::<DbError>());
    for (error, status) in [
        (BodyError::TooLarge { limit: 10 }, 413),
        (broken, 400),
        (BodyError::Taken, 500),
    ] {
        let response = error.into_response();
        assert_eq!(response.status(), status);
        assert!(response.find_error::<BodyError>().is_some());
        assert!(!document(response).await.to_string().contains("internal"));
    }
}

#[tokio::test]
async fn a_port_in_use_says_what_to_do_when_main_returns_the_error() {
    let first = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let taken = first.local_addr().unwrap();
    let error: Error = tokio::net::TcpListener::bind(taken)
        .await
        .unwrap_err()
        .into();
    let shown = format!("{error:?}");
    assert!(
        shown.ends_with("another program listens there; stop it, or choose another port"),
        "{shown}"
    );
}
