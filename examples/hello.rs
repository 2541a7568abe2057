//! One handler behind two stages.
//!
//! `cargo run --example hello`, then `curl -i http://127.0.0.1:8000/hello/you`
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

struct Config(&'static str);
struct User(String);
struct Unauthorized;
impl IntoResponse for Unauthorized {
    fn into_response(self) -> Response {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    let started = Instant::now();
    let mut res = next.run(req).await;
    res.headers_mut().insert(
        "x-elapsed-us",
        HeaderValue::from(started.elapsed().as_micros() as u64),
    );
    res
}

#[middleware(after)]
fn stamp(config: &Config, res: &mut Response, req: &Request) {
    let _ = req;
    res.headers_mut()
        .insert("x-config", HeaderValue::from_static(config.0));
}

#[middleware(before)]
fn check(req: &mut Request) -> Result<(), Unauthorized> {
    if req.headers().contains_key("x-bad") {
        Err(Unauthorized)
    } else {
        Ok(())
    }
}

#[provider]
async fn current_user(req: &Request, config: &Config) -> Result<User, Unauthorized> {
    req.header("x-user")
        .map(|name| User(format!("{}{name}", config.0)))
        .ok_or(Unauthorized)
}

#[session_id_fetcher]
fn session_id(req: &Request) -> Option<String> {
    req.cookie("SESSION_ID")
        .map(|cookie| cookie.value().to_owned())
}

#[session_id_generator]
async fn new_session_id() -> SessionId {
    SessionId::random::<128>()
}

#[handler]
async fn home(visits: &Session<Visits>, Path(name): Path<String>) -> Result<String, SessionError> {
    let now = visits.update(|v| v.count += 1).await?;
    Ok(format!("{name}, visit {}", now.count))
}

#[handler]
fn dashboard(user: &User) -> String {
    format!("welcome {}", user.0)
}

#[handler]
fn not_found() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "nothing here")
}

#[error_handler]
fn unauthorized(err: &Unauthorized, req: &Request) -> (StatusCode, String) {
    let _ = err;
    (
        StatusCode::UNAUTHORIZED,
        format!("who are you, on {}?", req.uri()),
    )
}

fn main() {
    let sessions = Sessions::<Visits>::new(MemoryStore::new())
        .fetcher(session_id {})
        .generator(new_session_id {})
        .expire_after(Duration::from_secs(24 * 60 * 60));
    let app = middleware_stack! {
        provide Config("cfg"), 5_u8;

        timing,
        unauthorized,
        stamp,
        check,
        (sessions),
        => routes {
            GET "/hello/{name}" => home,
            "/admin" => {
                current_user,
                => routes { GET "/" => dashboard, }
            },
            _ => not_found,
        }
    };
    println!("{}", app.describe());
    let rt = tokio::runtime::Runtime::new().unwrap();
    rt.block_on(async move {
        let client = onionskin::TestClient::over_socket(app).await;
        for path in ["/hello/you", "/hello/you", "/admin", "/admin/x", "/nope"] {
            let mut res = client.get(path).await;
            println!(
                "{path}: {} {:?} {}",
                res.status(),
                res.headers().get("x-elapsed-us").is_some(),
                res.text().await
            );
        }
        let mut res = client.get("/admin").header("x-user", "ann").await;
        println!("{} {}", res.status(), res.text().await);
        let mut res = client.get("/admin").header("x-bad", "ann").await;
        println!(
            "{} {:?} {}",
            res.status(),
            res.headers().clone(),
            res.text().await
        );
        let mut res = client.post("/admin").await;
        println!("{} {:?}", res.status(), res.headers().clone());
    });
}
