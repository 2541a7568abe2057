//! The application: the recommended stages, sessions below them, and a few routes.

use onionskin::{Error, prelude::*, stages::recommended};

/// What differs from one installation to the next.
pub(crate) struct Settings {
    /// The names that we are reached by.
    pub(crate) hosts: Vec<String>,
    /// The networks of the proxies in front of us.
    pub(crate) proxies: Vec<String>,
    /// How long an answer may take.
    pub(crate) patience: Duration,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[derive(Serialize)]
struct Welcome {
    client: String,
    scheme: &'static str,
    request: String,
    visits: u64,
}

/// Shows what the stages have found out.
#[handler]
async fn welcome(
    client: &ClientAddr,
    id: &RequestId,
    visits: &Session<Visits>,
) -> Result<Json<Welcome>, SessionError> {
    let visits = visits.update(|visits| visits.count += 1).await?;
    Ok(Json(Welcome {
        client: client.to_string(),
        scheme: client.scheme(),
        request: id.to_string(),
        visits: visits.count,
    }))
}

/// Takes a note; how long it may be, the stages above say.
#[handler]
fn note(text: String) -> (StatusCode, String) {
    (StatusCode::CREATED, text)
}

/// Stands for work that takes its time.
#[handler]
async fn wait(Path(seconds): Path<u64>) -> &'static str {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    "done\n"
}

/// Fails, as everything does some day.
#[handler]
fn fail() -> Result<String, Error> {
    Ok(std::fs::read_to_string("/there/is/no/such/file")?)
}

pub(crate) fn app(settings: &Settings) -> impl Application {
    let stages = recommended()
        .hosts(&settings.hosts)
        .trust_proxies(&settings.proxies)
        .https_redirect(HttpsRedirect::new().exempt(["/health"]))
        .body_limit(BodyLimit::new().bytes(64 * 1024))
        .timeout(Timeout::new().head(settings.patience));
    middleware_stack! {
        stages.stages(),
        Sessions::<Visits>::new(MemoryStore::new()),
        => routes {
            GET  "/" => welcome,
            POST "/note" => note,
            GET  "/wait/{seconds}" => wait,
            GET  "/fail" => fail,
            GET  "/health" => health,
        }
    }
}

/// For the one who watches over the machine, and asks by plain http.
#[handler]
fn health() -> &'static str {
    "fine\n"
}
