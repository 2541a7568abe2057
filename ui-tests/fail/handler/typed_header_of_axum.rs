//! axum-extra's TypedHeader.
use onionskin::prelude::*;

#[handler]
async fn home(TypedHeader(agent): TypedHeader<UserAgent>) -> String {
    agent.to_string()
}

fn main() {}
