//! A session binding stands where nobody tells the address of the client.
use onionskin::prelude::*;

#[handler]
async fn visits(session: &Session<u64>) -> Result<String, SessionError> {
    session.get().await.map(|count| count.to_string())
}

fn main() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let binding = SessionBinding::<u64>::new([0; 32]);
    let _ = middleware_stack! {
        (sessions),
        (binding),
        => visits
    };
}
