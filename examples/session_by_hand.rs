//! The session flow in a middleware of your own: fetch the id, look it up, begin a session where
//! there is none, run the rest, give the client its id.
//!
//! `cargo run --example session_by_hand`, then `curl -i -b jar -c jar http://127.0.0.1:8000/`
use onionskin::{Error, prelude::*};

/// What the built-in `Sessions` stage does, call by call; it lends the id to everything below it.
#[middleware]
async fn session(
    req: &mut Request,
    sessions: &SessionSystem<u64>,
    next: impl NextWith<SessionId>,
) -> Result<Response, SessionError> {
    let fetched = sessions.fetch(req).await?;
    if let Some(id) = fetched
        && sessions.exists(&id).await?
    {
        return Ok(next.run_with(req, &id).await);
    }
    // An id that the store does not know is never taken over: somebody may have planted it.
    let id = sessions.create().await?;
    let mut res = next.run_with(req, &id).await;
    sessions.add_id(&mut res, &id);
    Ok(res)
}

#[handler]
async fn count(id: &SessionId, sessions: &SessionSystem<u64>) -> Result<String, SessionError> {
    let visits = sessions.update(id, |visits| *visits += 1).await?;
    Ok(format!("visit {visits}"))
}

fn app() -> Result<impl Application, Error> {
    let sessions = Sessions::<u64>::new(MemoryStore::new())
        .cookie(SessionCookie::builder("SESSION_ID").insecure().build()?)
        .system();
    Ok(middleware_stack! {
        provide sessions;

        session,
        => routes { GET "/" => count }
    })
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    onionskin::serve("127.0.0.1:8000", app()?).await
}

#[cfg(test)]
mod tests {
    use onionskin::{Error, TestClient};

    #[tokio::test]
    async fn each_visitor_has_a_session() -> Result<(), Error> {
        let ann = TestClient::new(super::app()?);
        let ben = ann.another();
        assert_eq!(ann.get("/").await.text().await, "visit 1");
        assert_eq!(ann.get("/").await.text().await, "visit 2");
        assert_eq!(ben.get("/").await.text().await, "visit 1");
        Ok(())
    }

    #[tokio::test]
    async fn an_id_is_given_once_and_a_planted_one_is_replaced() -> Result<(), Error> {
        let client = TestClient::new(super::app()?);
        let planted = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let res = client.get("/").cookie("SESSION_ID", planted).await;
        let given = res
            .cookie("SESSION_ID")
            .map(|cookie| cookie.value().to_owned());
        assert!(given.is_some_and(|id| id != planted));
        assert!(client.get("/").await.cookie("SESSION_ID").is_none());
        Ok(())
    }
}
