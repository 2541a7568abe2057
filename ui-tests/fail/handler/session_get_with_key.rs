//! A session's get by a key and a type.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    let n = session.get::<u64>("count").await?;
    Ok(format!("{n:?}"))
}

fn main() {}
