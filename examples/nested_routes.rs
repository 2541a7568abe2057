//! Routes within routes: each level may have stages and a fallback of its own.
//!
//! `cargo run --example nested_routes`, then `curl -i http://127.0.0.1:8000/api/books/7`
use onionskin::prelude::*;

/// Marks what comes from the API, also its 404s and 405s.
#[middleware(after)]
fn versioned(res: &mut Response) {
    res.headers_mut()
        .insert("x-api-version", HeaderValue::from_static("1"));
}

#[provider]
fn key(req: &Request) -> Result<ApiKey, Problem> {
    let key = req.header("x-key").map(|key| ApiKey(key.to_owned()));
    key.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED))
}

struct ApiKey(String);

#[handler]
fn book(Path(id): Path<u32>) -> String {
    format!("book {id}\n")
}

#[handler]
fn store(Path(id): Path<u32>, key: &ApiKey) -> (StatusCode, String) {
    (StatusCode::CREATED, format!("book {id} by {}\n", key.0))
}

/// `{*path}` takes all that is left.
#[handler]
fn file(Path(path): Path<String>) -> String {
    format!("the file {path}\n")
}

#[handler]
fn no_such_resource(req: &Request) -> Problem {
    Problem::new(StatusCode::NOT_FOUND).detail(format!("no resource {}", req.uri().path()))
}

#[handler]
fn lost() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "lost?")
}

fn app() -> impl Application {
    middleware_stack! {
        => routes {
            GET "/files/{*path}" => file,
            "/api" => {
                versioned,
                => routes {
                    GET "/books/{id}" => book,
                    PUT "/books/{id}" => { key, => store },
                    _ => no_such_resource,
                }
            },
            _ => lost,
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    onionskin::serve("127.0.0.1:8000", app()).await
}

#[cfg(test)]
mod tests {
    use onionskin::TestClient;

    #[tokio::test]
    async fn each_level_has_its_own_fallback() {
        let client = TestClient::new(super::app());
        assert_eq!(client.get("/nowhere").await.text().await, "lost?");
        client
            .get("/api/nowhere")
            .await
            .assert_status(404)
            .assert_header("x-api-version", "1");
    }

    #[tokio::test]
    async fn methods_of_a_path_are_told_apart() {
        let client = TestClient::new(super::app());
        client.head("/api/books/7").await.assert_status(200);
        client.put("/api/books/7").await.assert_status(401);
        client
            .put("/api/books/7")
            .header("x-key", "k")
            .await
            .assert_status(201);
        client.delete("/api/books/7").await.assert_status(405);
        client.get("/api/books/seven").await.assert_status(400);
    }
}
