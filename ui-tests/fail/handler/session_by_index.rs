//! A session by an index.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    let n = session["count"];
    Ok(format!("{n}"))
}

fn main() {}
