//! A field of the session's data on the session.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> String {
    session.count.to_string()
}

fn main() {}
