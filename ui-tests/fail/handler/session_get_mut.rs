//! A session's get_mut.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    session.get_mut().await?.count += 1;
    Ok(String::new())
}

fn main() {}
