//! The session as a map, as in tower-sessions.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    n: u32,
}
#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    session.insert("n", 3).await?;
    Ok(String::new())
}

fn main() {}
