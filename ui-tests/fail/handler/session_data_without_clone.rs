//! Session data without Clone.
use onionskin::prelude::*;

#[derive(Default, Serialize, Deserialize)]
struct Visits {
    n: u32,
}
#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    Ok(session.get().await?.n.to_string())
}

fn main() {}
