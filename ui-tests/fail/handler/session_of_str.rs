//! A session of str.
use onionskin::prelude::*;

#[handler]
async fn home(session: &Session<str>) -> Result<String, SessionError> {
    session.get().await
}

fn main() {}
