//! What each method of a path answers.

use onionskin::{TestClient, prelude::*};

use super::{To, table, taken};

fn client() -> TestClient {
    TestClient::new(middleware_stack! {
        => routes {
            GET "/page" => { To("get"), => taken },
            POST | PUT "/page" => { To("write"), => taken },
            DELETE "/gone" => { To("delete"), => taken },
            ANY "/any" => { To("any"), => taken },
            POST "/any" => { To("post"), => taken },
            HEAD "/head" => { To("head"), => with_header },
            GET "/head" => { To("get"), => taken },
            OPTIONS "/options" => { To("options"), => taken },
            PURGE "/own" => { To("purge"), => taken },
            "/nested" => { => routes { PATCH "/" => { To("patch"), => taken } } },
        }
    })
}

#[handler]
fn with_header() -> Response {
    StatusCode::OK.into_response().with_header(
        HeaderName::from_static("x-head"),
        HeaderValue::from_static("own"),
    )
}

#[tokio::test]
async fn each_method_leads_to_its_own_handler() {
    table(
        &client(),
        &[
            ("GET", "/page", "get"),
            ("POST", "/page", "write"),
            ("PUT", "/page", "write"),
            ("PATCH", "/page", "405"),
            ("DELETE", "/gone", "delete"),
            ("GET", "/gone", "405"),
            ("GET", "/any", "any"),
            ("BREW", "/any", "any"),
            ("OPTIONS", "/any", "any"),
            ("POST", "/any", "post"),
            ("OPTIONS", "/options", "options"),
            ("PURGE", "/own", "purge"),
            ("PATCH", "/nested", "patch"),
            ("GET", "/nested", "405"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_told_which_it_has() {
    for (path, allow) in [
        ("/page", "GET, POST, PUT, HEAD, OPTIONS"),
        ("/gone", "DELETE, OPTIONS"),
        ("/own", "PURGE, OPTIONS"),
        ("/nested", "PATCH, OPTIONS"),
        ("/head", "HEAD, GET, OPTIONS"),
    ] {
        let res = client().request(Method::TRACE, path).await;
        res.assert_status(405).assert_header("allow", allow);
        let problem: serde_json::Value = res.json().await;
        assert_eq!(problem["status"], 405);
    }
}

#[tokio::test]
async fn options_are_answered_for_every_path() {
    let res = client().options("/page").await;
    res.assert_status(204)
        .assert_header("allow", "GET, POST, PUT, HEAD, OPTIONS");
    assert_eq!(res.text().await, "");
    client().options("/nowhere").await.assert_status(404);
}

#[tokio::test]
async fn head_is_get_without_the_body_unless_it_has_a_handler_of_its_own() {
    let app = || middleware_stack! { => routes { GET "/" => { To("12345"), => taken } } };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        let res = client.head("/").await;
        res.assert_status(200).assert_header("content-length", "5");
        assert_eq!(res.text().await, "");
    }
    client()
        .head("/head")
        .await
        .assert_status(200)
        .assert_header("x-head", "own");
    client().head("/gone").await.assert_status(405);
}

#[tokio::test]
async fn a_stack_under_a_method_is_the_stack_of_that_method_alone() {
    #[middleware(before)]
    fn members_only(req: &Request) -> Result<(), StatusCode> {
        if req.headers().contains_key("x-member") {
            Ok(())
        } else {
            Err(StatusCode::FORBIDDEN)
        }
    }
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/cart" => { To("read"), => taken },
            POST "/cart" => { members_only, To("write"), => taken },
        }
    });
    table(
        &client,
        &[("GET", "/cart", "read"), ("POST", "/cart", "403")],
    )
    .await;
    let res = client.post("/cart").header("x-member", "yes").await;
    assert_eq!(res.text().await, "write");
}
