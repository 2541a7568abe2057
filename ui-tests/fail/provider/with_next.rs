//! A provider that takes the rest of the stack.
use onionskin::prelude::*;

struct User;

#[provider]
async fn current_user(req: &mut Request, next: impl Next) -> User {
    next.run(req).await;
    User
}

fn main() {}
