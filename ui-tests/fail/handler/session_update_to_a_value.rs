//! An update with a new value.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    session.update(Visits { count: 2 }).await?;
    Ok(String::new())
}

fn main() {}
