//! An update whose closure awaits.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    session.update(|v| v.count = load().await).await?;
    Ok(String::new())
}
async fn load() -> u64 { 1 }

fn main() {}
