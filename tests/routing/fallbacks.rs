//! Each level answers what its routes do not.

use onionskin::{TestClient, prelude::*};

use super::{To, table, taken};

#[handler]
fn outer() -> &'static str {
    "outer"
}

#[handler]
fn inner(to: &To) -> String {
    format!("inner {}", to.0)
}

#[handler]
fn innermost(req: &Request) -> String {
    let shop = req.path_params().get("shop").unwrap();
    format!("innermost {}", shop.decoded().unwrap())
}

#[tokio::test]
async fn the_nearest_fallback_answers() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/" => { To("root"), => taken },
            "/a" => {
                To("a"),
                => routes {
                    GET "/x" => taken,
                    "/{shop}" => { => routes { GET "/y" => taken, _ => innermost } },
                    _ => inner,
                }
            },
            "/b" => { To("b"), => routes { GET "/x" => taken } },
            _ => outer,
        }
    });
    table(
        &client,
        &[
            ("GET", "/", "root"),
            ("GET", "/nothing", "outer"),
            ("BREW", "/nothing", "outer"),
            ("GET", "/a", "inner a"),
            ("GET", "/a/x/z", "innermost x"),
            ("GET", "/a/x", "a"),
            ("GET", "/a/ann/y", "a shop=ann"),
            ("GET", "/a/ann/z", "innermost ann"),
            ("GET", "/a/ann", "innermost ann"),
            // A level without a fallback of its own answers 404 itself: the stack is inside.
            ("GET", "/b/z", "404"),
            ("POST", "/", "405"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_level_may_be_nothing_but_a_fallback() {
    let client = TestClient::new(middleware_stack! { To("a"), => routes { _ => inner } });
    table(
        &client,
        &[("GET", "/", "inner a"), ("POST", "/x/y", "inner a")],
    )
    .await;
}

#[tokio::test]
async fn what_nothing_answers_is_a_problem() {
    let client = TestClient::new(middleware_stack! { => routes { GET "/" => outer } });
    let res = client.get("/secret/path").await;
    res.assert_status(404)
        .assert_header("content-type", "application/problem+json");
    assert!(!res.text().await.contains("secret"));
}
