//! A provider that reads JSON that is no JSON type.
use onionskin::prelude::*;

struct New;
struct User;
#[provider]
async fn user(Json(new): Json<New>) -> User {
    let _ = new;
    User
}

fn main() {}
