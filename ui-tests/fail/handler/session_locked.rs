//! A session that is locked.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    let v = session.lock().await;
    Ok(v.count.to_string())
}

fn main() {}
