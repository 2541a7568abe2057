//! A session that is changed in place.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: u64,
}

#[handler]
async fn home(session: &Session<Visits>) -> String {
    session.count += 1;
    String::new()
}

fn main() {}
