//! A web application with sessions: a page for people, an API for programs.
//!
//! `cargo run --example quickstart`, then open <http://127.0.0.1:8000> or try
//! `curl -b jar -c jar http://127.0.0.1:8000/api/visits`
mod page;
mod visitor;

use onionskin::{Error, describe::Description, prelude::*};

use crate::{
    page::{Drawing, Page},
    visitor::{Name, Visitor},
};

/// Where this application keeps the session id.
#[session_id_fetcher]
fn session_id(req: &Request) -> Option<String> {
    req.cookie("SESSION_ID")
        .map(|cookie| cookie.value().to_owned())
}

/// 64 bits of entropy is OWASP's floor; this is 128.
#[session_id_generator]
fn new_session_id() -> SessionId {
    SessionId::random::<128>()
}

/// Runs on the way in and on the way out.
#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    let started = Instant::now();
    let res = next.run(req).await;
    tracing::info!(
        "{} {} {} in {:?}",
        req.method(),
        req.uri().path(),
        res.status(),
        started.elapsed()
    );
    res
}

/// Runs on the way out: the page loads nothing from elsewhere and is framed by nobody.
#[middleware(after)]
fn self_contained(res: &mut Response) {
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
    res.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
}

/// Lends the name to everything below it, or answers 401 and ends the cycle.
#[provider]
async fn known_name(visitor: &Session<Visitor>) -> Result<Name, Problem> {
    let known = visitor
        .get()
        .await
        .map_err(|error| Problem::new(error.status()).caused_by(error))?;
    known.name.ok_or_else(|| {
        Problem::new(StatusCode::UNAUTHORIZED).detail("tell your name first: POST /api/name")
    })
}

/// An endpoint: `&T` is borrowed from the stack above, `T` is taken from the request.
#[handler]
async fn home(visitor: &Session<Visitor>, drawing: &Drawing) -> Result<Html<String>, SessionError> {
    let visitor = visitor.update(|visitor| visitor.visits += 1).await?;
    Ok(Html(
        Page {
            visitor: &visitor,
            drawing,
        }
        .to_string(),
    ))
}

#[handler]
async fn rename(
    visitor: &Session<Visitor>,
    Form(new): Form<Naming>,
) -> Result<Redirect, SessionError> {
    visitor
        .update(|visitor| visitor.name = Some(new.name.clone()))
        .await?;
    Ok(Redirect::to("/"))
}

#[handler]
async fn leave(visitor: &Session<Visitor>) -> Result<Redirect, SessionError> {
    visitor.destroy().await?;
    Ok(Redirect::to("/"))
}

#[handler]
async fn visits(visitor: &Session<Visitor>) -> Result<Json<Visits>, SessionError> {
    let visitor = visitor.update(|visitor| visitor.visits += 1).await?;
    Ok(Json(Visits {
        visits: visitor.visits,
    }))
}

#[handler]
async fn set_name(
    visitor: &Session<Visitor>,
    Json(new): Json<Naming>,
) -> Result<Json<Naming>, SessionError> {
    visitor
        .update(|visitor| visitor.name = Some(new.name.clone()))
        .await?;
    Ok(Json(new))
}

#[handler]
async fn logout(visitor: &Session<Visitor>) -> Result<StatusCode, SessionError> {
    visitor.destroy().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[handler]
fn whoami(name: &Name) -> Json<Naming> {
    Json(Naming { name: name.clone() })
}

#[derive(Serialize, Deserialize)]
struct Naming {
    name: Name,
}

#[derive(Serialize)]
struct Visits {
    visits: u64,
}

fn app() -> Result<(impl Application, Description), Error> {
    let sessions = Sessions::<Visitor>::new(MemoryStore::new())
        .cookie(SessionCookie::builder("SESSION_ID").insecure().build()?)
        .fetcher(session_id {})
        .generator(new_session_id {})
        .expire_after(Duration::from_secs(24 * 60 * 60));
    let drawing = Drawing::default();

    let app = middleware_stack! {
        provide drawing.clone();

        log,
        self_contained,
        (sessions),
        => routes {
            GET  "/" => home,
            POST "/name" => rename,
            POST "/logout" => leave,
            GET  "/whoami" => { known_name, => whoami },
            "/api" => {
                => routes {
                    GET  "/visits" => visits,
                    POST "/name" => set_name,
                    POST "/logout" => logout,
                }
            },
        }
    };
    let description = app.describe().clone();
    // The page shows the very stack that it is served by.
    drawing.complete(description.to_svg());
    Ok((app, description))
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let address = std::env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:8000".to_owned());
    let (app, description) = app()?;
    let listener = onionskin::bind(&address).await?;
    print!("{description}");
    match listener.local_addr() {
        Some(bound) => println!("\nlistening on http://{bound}"),
        None => println!("\nlistening on {address}"),
    }
    onionskin::serve(listener, app).await
}

#[cfg(test)]
mod tests;
