//! An update that is an assignment.
use onionskin::prelude::*;

#[handler]
async fn home(session: &Session<u64>) -> Result<String, SessionError> {
    session.update(count += 1).await?;
    Ok(String::new())
}

fn main() {}
