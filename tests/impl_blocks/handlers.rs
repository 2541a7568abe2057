//! A handler may be an `impl` block.

use std::{
    fmt::Display,
    panic::catch_unwind,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use onionskin::{TestClient, prelude::*};

use super::Copies;

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

#[test]
fn a_handler_that_cannot_work_is_refused_when_the_stack_is_built() {
    let refusals = [
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
