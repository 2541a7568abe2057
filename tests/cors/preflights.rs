//! The question that a browser asks before, and its answer.

use onionskin::{prelude::*, testing::TestResponse};

use super::{ELSEWHERE, SHOP, client, header, said};

#[handler]
fn never() -> &'static str {
    panic!("a preflight never reaches the application")
}

async fn preflight(cors: Cors, headers: &[(&'static str, &str)]) -> TestResponse {
    let client = onionskin::TestClient::new(middleware_stack! { (cors), => never });
    let mut request = client.request(Method::OPTIONS, "/");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.await
}

fn careful() -> Cors {
    Cors::new()
        .allow_origin(SHOP)
        .allow_methods(["PUT", "DELETE"])
        .allow_header("X-Token")
}

#[tokio::test]
async fn what_is_allowed_is_a_204_that_says_all() {
    let asked = [
        ("origin", SHOP),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "content-type,x-TOKEN"),
    ];
    let response = preflight(careful(), &asked).await;
    response.assert_status(204);
    assert_eq!(
        said(&response),
        [
            "allow-headers: Accept, Accept-Language, Content-Language, Content-Type, X-Token",
            "allow-methods: GET, PUT, DELETE",
            "allow-origin: https://shop.example.org",
            "max-age: 600",
        ]
    );
    let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    assert_eq!(header(&response, "vary").as_deref(), Some(vary));
    assert_eq!(header(&response, "content-length"), None);
}

#[tokio::test]
async fn what_is_not_allowed_is_a_400_that_names_it() {
    let refused = [
        ("origin", ELSEWHERE),
        ("access-control-request-method", "PATCH"),
        ("access-control-request-headers", "x-one, x-two"),
        ("access-control-request-private-network", "true"),
    ];
    for (asked, reason) in [
        (&refused[..], "origin, method, headers, private-network"),
        (&refused[..3], "origin, method, headers"),
        (&refused[..2], "origin, method"),
    ] {
        let response = preflight(careful(), asked).await;
        response.assert_status(400);
        assert!(said(&response).is_empty());
        assert!(header(&response, "vary").unwrap().starts_with("Origin, "));
        let body = response.text().await;
        assert!(
            body.contains(&format!("Disallowed CORS {reason}\"")),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_allowed_origin_may_read_why_the_rest_was_refused() {
    let asked = [("origin", SHOP), ("access-control-request-method", "get")];
    let response = preflight(careful(), &asked).await;
    response.assert_status(400);
    assert_eq!(
        header(&response, "access-control-allow-origin").as_deref(),
        Some(SHOP)
    );
    assert!(response.text().await.contains("Disallowed CORS method\""));
}

#[tokio::test]
async fn plain_answers_are_those_of_starlette() {
    let cors = careful().plain_preflights();
    let asked = [
        ("origin", ELSEWHERE),
        ("access-control-request-method", "PATCH"),
        ("access-control-request-headers", "x-one, x-two"),
    ];
    let response = preflight(cors.clone(), &asked).await;
    response.assert_status(400);
    assert_eq!(
        response.text().await,
        "Disallowed CORS origin, method, headers"
    );
    let asked = [("origin", SHOP), ("access-control-request-method", "GET")];
    let response = preflight(cors.clone(), &asked).await;
    response.assert_status(200);
    assert_eq!(response.text().await, "OK");
    for (status, body) in [(StatusCode::ACCEPTED, "OK"), (StatusCode::NO_CONTENT, "")] {
        let response = preflight(cors.clone().preflight_status(status), &asked).await;
        assert_eq!(response.status(), status);
        assert_eq!(response.text().await, body);
    }
}

#[tokio::test]
async fn any_method_and_any_header_are_answered_with_those_that_are_asked_for() {
    let cors = Cors::new()
        .allow_any_origin()
        .allow_method("*")
        .allow_header("*");
    let asked = [
        ("origin", ELSEWHERE),
        ("access-control-request-method", "PURGE"),
        ("access-control-request-headers", "authorization, x-any"),
    ];
    let response = preflight(cors.clone(), &asked).await;
    response.assert_status(204);
    assert_eq!(
        said(&response),
        [
            "allow-headers: authorization, x-any",
            "allow-methods: PURGE",
            "allow-origin: *",
            "max-age: 600",
        ]
    );
    let response = preflight(cors, &asked[..2]).await;
    response.assert_status(204);
    assert_eq!(header(&response, "access-control-allow-headers"), None);
}

#[tokio::test]
async fn a_malformed_question_is_refused_even_when_anything_is_allowed() {
    let cors = Cors::new()
        .allow_any_origin()
        .allow_method("*")
        .allow_header("*");
    for (method, headers) in [
        ("P UT", "x-a"),
        ("", "x-a"),
        ("PUT,GET", "x-a"),
        ("PUT", "x a"),
        ("PUT", "x-a;x-b"),
        ("PUT", "x-a, \"b\""),
    ] {
        let asked = [
            ("origin", ELSEWHERE),
            ("access-control-request-method", method),
            ("access-control-request-headers", headers),
        ];
        preflight(cors.clone(), &asked).await.assert_status(400);
    }
    let twice = [
        ("origin", ELSEWHERE),
        ("access-control-request-method", "PUT"),
        ("access-control-request-method", "GET"),
    ];
    preflight(cors, &twice).await.assert_status(400);
}

#[tokio::test]
async fn who_may_get_may_ask_for_the_head() {
    let asked = [("origin", SHOP), ("access-control-request-method", "HEAD")];
    preflight(careful(), &asked).await.assert_status(204);
}

#[tokio::test]
async fn a_private_network_is_asked_only_when_it_is_allowed_and_only_in_preflights() {
    let asked = [
        ("origin", SHOP),
        ("access-control-request-method", "GET"),
        ("access-control-request-private-network", "true"),
    ];
    let cors = careful().allow_private_network();
    let response = preflight(cors.clone(), &asked).await;
    response.assert_status(204);
    let name = "access-control-allow-private-network";
    assert_eq!(header(&response, name).as_deref(), Some("true"));
    assert!(
        header(&response, "vary")
            .unwrap()
            .ends_with("-Private-Network")
    );

    let response = preflight(careful().plain_preflights(), &asked).await;
    response.assert_status(400);
    assert!(response.text().await.ends_with("private-network"));

    let actual = client(cors).get("/").header("origin", SHOP);
    let actual = actual.header("access-control-request-private-network", "true");
    assert_eq!(header(&actual.await, name), None);
}

#[tokio::test]
async fn the_time_that_an_answer_counts_is_a_day_at_most_and_can_be_left_out() {
    let asked = [("origin", SHOP), ("access-control-request-method", "GET")];
    for (cors, age) in [
        (careful().max_age(Duration::from_secs(5)), Some("5")),
        (careful().max_age(Duration::MAX), Some("86400")),
        (careful().no_max_age(), None),
    ] {
        let response = preflight(cors, &asked).await;
        assert_eq!(header(&response, "access-control-max-age").as_deref(), age);
    }
}

#[tokio::test]
async fn credentials_are_said_and_the_status_can_be_chosen() {
    let asked = [("origin", SHOP), ("access-control-request-method", "GET")];
    let cors = careful()
        .allow_credentials()
        .preflight_status(StatusCode::OK);
    let response = preflight(cors, &asked).await;
    response.assert_status(200);
    let name = "access-control-allow-credentials";
    assert_eq!(header(&response, name).as_deref(), Some("true"));
}

#[tokio::test]
async fn options_without_a_question_belongs_to_the_application() {
    let response = client(careful())
        .request(Method::OPTIONS, "/")
        .header("origin", SHOP)
        .await;
    assert_eq!(said(&response), ["allow-origin: https://shop.example.org"]);
    let response = client(careful())
        .request(Method::OPTIONS, "/")
        .header("access-control-request-method", "PUT")
        .await;
    assert!(said(response.assert_status(200)).is_empty());
}

#[tokio::test]
async fn what_is_no_options_is_no_question() {
    for method in [Method::GET, Method::POST] {
        let asked = client(careful())
            .request(method, "/")
            .header("origin", SHOP)
            .header("access-control-request-method", "PUT");
        assert_eq!(asked.await.assert_status(200).text().await, "page");
    }
}
