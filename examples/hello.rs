//! One handler, one stage around it.
//!
//! `cargo run --example hello`, then `curl -i http://127.0.0.1:8000/hello/you`
use onionskin::prelude::*;

/// Measures how long everything below it takes.
#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    let started = Instant::now();
    let res = next.run(req).await;
    let elapsed = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    res.with_header(
        HeaderName::from_static("x-elapsed-us"),
        HeaderValue::from(elapsed),
    )
}

/// What the client sends comes in by value.
#[handler]
fn hello(Path(name): Path<String>) -> String {
    format!("Hello, {name}!")
}

/// The top of the list is the first in and the last out.
fn app() -> impl Application {
    middleware_stack! {
        timing,
        => routes {
            GET "/hello/{name}" => hello,
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    println!("listening on http://127.0.0.1:8000");
    onionskin::serve("127.0.0.1:8000", app()).await
}

#[cfg(test)]
mod tests {
    use onionskin::TestClient;

    #[tokio::test]
    async fn everybody_is_greeted_by_name() {
        let client = TestClient::new(super::app());
        let res = client.get("/hello/Zo%C3%AB").await;
        assert_eq!(res.assert_status(200).text().await, "Hello, Zoë!");
    }

    #[tokio::test]
    async fn every_response_says_how_long_it_took() {
        let client = TestClient::new(super::app());
        for path in ["/hello/you", "/nowhere"] {
            let res = client.get(path).await;
            let micros = res
                .header("x-elapsed-us")
                .and_then(|text| text.parse::<u64>().ok());
            assert!(micros.is_some(), "{path}: {:?}", res.headers());
        }
    }

    /// The function is still a function.
    #[test]
    fn a_handler_is_tested_without_a_server() {
        assert_eq!(
            super::hello(onionskin::Path("Ann".to_owned())),
            "Hello, Ann!"
        );
    }
}
