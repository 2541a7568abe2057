//! A session with a lifetime.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits { n: u64 }
#[handler]
async fn home(session: Session<'_, Visits>) -> Result<String, SessionError> {
    Ok(session.get().await?.n.to_string())
}

fn main() {}
