//! A login: the session gets a new id whenever it becomes somebody else's.
//!
//! `cargo run --example login`, then `jar=/tmp/jar` and, in turn,
//! `curl -i -b $jar -c $jar http://127.0.0.1:8000/`
//! `curl -i -b $jar -c $jar -d 'name=ann&password=onion' http://127.0.0.1:8000/login`
//! `curl -i -b $jar -c $jar -X POST http://127.0.0.1:8000/logout`
use onionskin::{Error, prelude::*, session::SiteData};

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visitor {
    name: Option<String>,
    visits: u32,
}

#[derive(Deserialize)]
struct Credentials {
    name: String,
    password: String,
}

#[handler]
async fn home(visitor: &Session<Visitor>) -> Result<String, SessionError> {
    let visitor = visitor.update(|visitor| visitor.visits += 1).await?;
    let name = visitor.name.as_deref().unwrap_or("stranger");
    Ok(format!("Hello, {name}. Visit {}.\n", visitor.visits))
}

/// No word about ids: that the name changes is enough, and what was collected before stays.
#[handler]
async fn log_in(
    visitor: &Session<Visitor>,
    Form(sent): Form<Credentials>,
) -> Result<Redirect, Problem> {
    // Your application has hashes of passwords, and a limit on guesses.
    if (sent.name.as_str(), sent.password.as_str()) != ("ann", "onion") {
        return Err(Problem::new(StatusCode::UNAUTHORIZED).detail("that is not the password"));
    }
    let update = visitor.update(|visitor| visitor.name = Some(sent.name.clone()));
    match update.await {
        Ok(_) => Ok(Redirect::to("/")),
        Err(error) => Err(Problem::new(error.status()).caused_by(error)),
    }
}

#[handler]
async fn log_out(visitor: &Session<Visitor>) -> Result<Redirect, SessionError> {
    visitor.destroy().await?;
    Ok(Redirect::to("/"))
}

fn app() -> Result<impl Application, Error> {
    let sessions = Sessions::<Visitor>::new(MemoryStore::new())
        .identity(|visitor| visitor.name.clone())
        .clear_site_data([SiteData::Cache, SiteData::Storage])
        // On http://127.0.0.1 only: a site has https, and leaves this line out.
        .cookie(SessionCookie::builder("SESSION_ID").insecure().build()?);
    Ok(middleware_stack! {
        (sessions),
        => routes {
            GET "/" => home,
            POST "/login" => log_in,
            POST "/logout" => log_out,
        }
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
    async fn the_id_from_before_the_login_opens_nothing_after_it() -> Result<(), Error> {
        let client = TestClient::new(super::app()?);
        let stolen = client.get("/").await;
        let stolen = stolen.cookie("SESSION_ID").map(|it| it.value().to_owned());
        let sent = [("name", "ann"), ("password", "onion")];
        let home = client.post("/login").form(&sent).await;
        assert_eq!(home.text().await, "Hello, ann. Visit 2.\n");
        let thief = client.another();
        let stolen = stolen.unwrap_or_default();
        let seen = thief.get("/").cookie("SESSION_ID", &stolen).await;
        assert_eq!(seen.text().await, "Hello, stranger. Visit 1.\n");
        Ok(())
    }

    #[tokio::test]
    async fn a_wrong_password_changes_nothing_and_a_logout_everything() -> Result<(), Error> {
        let client = TestClient::new(super::app()?);
        let guess = [("name", "ann"), ("password", "garlic")];
        client.post("/login").form(&guess).await.assert_status(401);
        let sent = [("name", "ann"), ("password", "onion")];
        let home = client.post("/login").form(&sent).await;
        assert_eq!(home.text().await, "Hello, ann. Visit 1.\n");
        let home = client.post("/logout").await;
        assert_eq!(home.text().await, "Hello, stranger. Visit 1.\n");
        Ok(())
    }
}
