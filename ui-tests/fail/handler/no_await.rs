//! A handler that forgets `.await`.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(visits: &Session<Visits>) -> Result<String, SessionError> {
    let now = visits.update(|data| data.count += 1)?;
    Ok(now.to_string())
}

fn main() {}
