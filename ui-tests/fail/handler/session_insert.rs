//! A session with insert and get by keys.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    session.insert("count", 1).await?;
    Ok(String::new())
}

fn main() {}
