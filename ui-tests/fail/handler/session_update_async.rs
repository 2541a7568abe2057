//! An update with an async block.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> Result<String, SessionError> {
    session.update(async move |v| v.count += 1).await?;
    Ok(String::new())
}

fn main() {}
