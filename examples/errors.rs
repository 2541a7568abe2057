//! `?` in handlers, and one place for each kind of error that turns it into a response.
//!
//! `cargo run --example errors`, then `curl -i http://127.0.0.1:8000/books/9` and `…/nowhere`.
use onionskin::{Error, prelude::*};

#[derive(Debug)]
enum ShopError {
    SoldOut(&'static str),
    Unknown(u32),
}

impl std::fmt::Display for ShopError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SoldOut(title) => write!(f, "{title} is sold out"),
            Self::Unknown(number) => write!(f, "no book has the number {number}"),
        }
    }
}
impl std::error::Error for ShopError {}

/// The words for people and the words for programs are chosen here and nowhere else.
#[error_handler]
fn shop_error(err: &ShopError, req: &Request) -> Problem {
    let status = match err {
        ShopError::SoldOut(_) => StatusCode::CONFLICT,
        ShopError::Unknown(_) => StatusCode::NOT_FOUND,
    };
    Problem::new(status).detail(format!("{err}, says {}", req.uri().path()))
}

/// The page of every 404 below it, the router's too.
#[error_handler(404)]
fn lost(req: &Request) -> String {
    format!("There is nothing at {}.\n", req.uri().path())
}

/// `onionskin::Error` takes any error and remembers what it was.
#[handler]
fn book(Path(number): Path<u32>) -> Result<&'static str, Error> {
    match number {
        1 => Ok("Emma"),
        2 => Err(ShopError::SoldOut("Ulysses").into()),
        unknown => Err(ShopError::Unknown(unknown).into()),
    }
}

/// An error that nobody takes is a 500 without its words; they are in the log.
#[handler]
fn ledger() -> Result<String, Error> {
    Ok(std::fs::read_to_string("/nonexistent/ledger")?)
}

fn app() -> impl Application {
    middleware_stack! {
        lost,
        shop_error,
        => routes {
            GET "/books/{number}" => book,
            GET "/ledger" => ledger,
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    onionskin::serve("127.0.0.1:8000", app()).await
}

#[cfg(test)]
mod tests {
    use onionskin::TestClient;

    #[tokio::test]
    async fn an_error_is_answered_by_the_handler_of_its_type() {
        let res = TestClient::new(super::app()).get("/books/2").await;
        assert!(
            res.assert_status(409)
                .text()
                .await
                .contains("Ulysses is sold out")
        );
    }

    #[tokio::test]
    async fn a_404_of_the_router_has_a_page() {
        let res = TestClient::new(super::app()).get("/nowhere").await;
        assert_eq!(
            res.assert_status(404).text().await,
            "There is nothing at /nowhere.\n"
        );
    }

    #[tokio::test]
    async fn what_the_inside_says_stays_inside() {
        let res = TestClient::new(super::app()).get("/ledger").await;
        assert!(!res.assert_status(500).text().await.contains("No such file"));
    }
}
