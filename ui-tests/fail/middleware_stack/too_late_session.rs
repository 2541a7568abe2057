//! A provider stands above the sessions that it borrows.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login(u64);
struct User;

#[provider]
async fn current_user(_session: &Session<Login>) -> User {
    User
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        current_user,
        (Sessions::<Login>::new(MemoryStore::new())),
        => home
    };
}
