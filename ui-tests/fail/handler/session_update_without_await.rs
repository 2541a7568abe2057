//! A session whose update is not awaited.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    let now = session.update(|visits| visits.count += 1);
    Ok(now.count.to_string())
}

fn main() {}
