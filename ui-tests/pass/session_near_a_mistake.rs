//! Uses of sessions that look like mistakes, and are none.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[derive(Clone, Default, Serialize, Deserialize)]
enum Login {
    #[default]
    Guest,
    User(u64),
}

fn raise(visits: &mut Visits) {
    visits.count += 1;
}

async fn read(session: &Session<Visits>) -> u64 {
    session.get().await.map_or(0, |session| session.count)
}

#[handler]
async fn rebound(session: &Session<Visits>) -> Result<String, SessionError> {
    session.update(raise).await?;
    let session = session.get().await?;
    Ok(session.count.to_string())
}

#[handler]
async fn in_a_closure(session: &Session<Visits>) -> String {
    let count = session.get().await.map(|session| session.count);
    format!("{count:?}")
}

#[handler]
async fn in_a_pattern(session: &Session<Visits>) -> String {
    match session.get().await {
        Ok(session) => session.count.to_string(),
        Err(_) => String::new(),
    }
}

#[handler]
async fn handed_on(session: &Session<Visits>) -> String {
    read(session).await.to_string()
}

#[handler]
async fn every_method(
    session: &Session<Visits>,
    login: &Session<Login>,
) -> Result<String, SessionError> {
    let raised = |visits: &mut Visits| visits.count += 1;
    session.update(raised).await?;
    session.update(|Visits { count }| *count += 1).await?;
    session.update(|visits| if visits.count == 1 { visits.count = 2 }).await?;
    login.update(|login| *login = Login::User(1)).await?;
    let count = session.part(|visits| &mut visits.count);
    count.update(|count| *count = 1).await?;
    session.populate(async { Visits { count: 1 } }).await?;
    session.regenerate().await?;
    let known = session.exists().await? && !session.is_new();
    let id = session.id().await?.is_some();
    let seen = session.with(|visits| visits.count).await?;
    login.destroy().await?;
    Ok(format!("{known}{id}{seen}"))
}

#[handler]
async fn nested(session: &Session<Visits>) -> String {
    fn parsed(text: &str) -> Result<u32, std::num::ParseIntError> {
        let number: u32 = text.parse()?;
        if number == 0 {
            return Ok(1);
        }
        Ok(number)
    }
    let in_a_closure = |text: &str| -> Option<char> {
        let first = text.chars().next()?;
        Some(first)
    };
    let in_a_block = async {
        let visits = session.get().await?;
        Ok::<_, SessionError>(visits.count)
    };
    let in_an_argument: Vec<Result<&str, &str>> = ["1", ""]
        .into_iter()
        .map(|text| {
            if text.is_empty() {
                return Err("empty");
            }
            Ok(text)
        })
        .collect();
    let moved = move |number: Option<u32>| Some(number? + 1);
    let awaited = in_a_block.await.is_ok();
    format!("{:?}{:?}{:?}{in_an_argument:?}{awaited}", parsed("1"), in_a_closure("1"), moved(None))
}

#[middleware]
async fn answered(req: &mut Request, next: impl Next) -> Response {
    let status = async || -> Result<StatusCode, StatusCode> {
        let _ = Some(1).ok_or(StatusCode::BAD_REQUEST)?;
        return Ok(StatusCode::OK);
    };
    match status().await {
        Ok(status) => (status, "fine").into_response(),
        Err(_) => next.run(req).await,
    }
}

#[provider]
fn login() -> Login {
    struct Read(Option<u64>);
    impl Read {
        fn id(&self) -> Option<u64> {
            let id = self.0?;
            Some(id)
        }
    }
    Read(None).id().map_or(Login::Guest, Login::User)
}

fn main() {
    let _ = middleware_stack! {
        answered,
        login,
        (Sessions::<Visits>::new(MemoryStore::new())),
        (Sessions::<Login>::new(MemoryStore::new()).cookie(SessionCookie::new("LOGIN").unwrap())),
        => routes {
            GET "/1" => rebound,
            GET "/2" => in_a_closure,
            GET "/3" => in_a_pattern,
            GET "/4" => handed_on,
            GET "/5" => every_method,
            GET "/6" => nested,
        }
    };
}
