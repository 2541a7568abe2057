//! A session of trait objects.
use onionskin::prelude::*;

#[handler]
async fn home(session: &Session<std::collections::HashMap<String, Box<dyn std::any::Any>>>) -> Result<String, SessionError> {
    Ok(session.get().await?.len().to_string())
}

fn main() {}
