//! Session ids in a header of your own, made by a function of your own.
//!
//! `cargo run --example own_session_ids`, then
//! `curl -i http://127.0.0.1:8000/`, and again with `-H 'x-session: …'` and the id that it gave.
use onionskin::prelude::*;

/// Where the id is; the parts of a fetcher may come from anywhere in the request.
#[session_id_fetcher]
fn from_header(req: &Request) -> Option<&str> {
    req.header("x-session")
}

/// How an id is made: here with the name of the machine in front, for a balancer to read.
///
/// A generator may borrow from the stack above, wait for somebody, and fail.
#[session_id_generator]
fn for_this_machine(machine: &Machine) -> String {
    format!("{}-{}", machine.0, SessionId::random::<128>().as_str())
}

struct Machine(&'static str);

/// Tells the client its id. A browser would have its cookie; a program reads this header.
#[middleware]
async fn tell_id(
    req: &mut Request,
    visits: &Session<u64>,
    next: impl Next,
) -> Result<Response, SessionError> {
    let res = next.run(req).await;
    let id = visits.id().await?;
    match id.and_then(|id| HeaderValue::from_str(id.as_str()).ok()) {
        Some(id) => Ok(res.with_header(HeaderName::from_static("x-session"), id)),
        None => Ok(res),
    }
}

#[handler]
async fn count(visits: &Session<u64>) -> Result<String, SessionError> {
    let visits = visits.update(|visits| *visits += 1).await?;
    Ok(format!("visit {visits}\n"))
}

fn app() -> impl Application {
    let sessions = Sessions::<u64>::new(MemoryStore::new())
        .fetcher(from_header {})
        .generator(for_this_machine {});
    middleware_stack! {
        provide Machine("m1");

        (sessions),
        tell_id,
        => routes { GET "/" => count }
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
    async fn the_header_leads_back_to_the_session() {
        let client = TestClient::new(super::app());
        let res = client.get("/").await;
        let id = res.header("x-session").unwrap_or_default().to_owned();
        assert!(id.starts_with("m1-"), "{id}");

        client.clear_cookies();
        assert_eq!(
            client.get("/").header("x-session", &id).await.text().await,
            "visit 2\n"
        );
        assert_eq!(client.get("/").await.text().await, "visit 1\n");
    }

    #[tokio::test]
    async fn what_is_no_id_counts_as_none() {
        let client = TestClient::new(super::app());
        let res = client
            .get("/")
            .header("x-session", "../../etc/passwd")
            .await;
        assert_eq!(res.assert_status(200).text().await, "visit 1\n");
    }
}
