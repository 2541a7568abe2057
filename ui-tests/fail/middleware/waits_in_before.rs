//! A sync hook that awaits a session.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[middleware(before)]
fn touch(session: &Session<Visits>) -> Result<(), SessionError> {
    session.update(|v| v.count += 1).await?;
    Ok(())
}

fn main() {}
