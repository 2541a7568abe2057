//! A chain of providers: what one lends, the next may borrow, and the compiler checks the order.
//!
//! `cargo run --example typed_context`, then
//! `curl -i -H 'authorization: Bearer ann' http://127.0.0.1:8000/` and the same with `Bearer ben`.
use std::collections::HashMap;

use onionskin::prelude::*;

/// A value of the application: tokens, names, and who is an administrator.
struct Accounts(HashMap<&'static str, (&'static str, bool)>);

/// Proves that somebody is known: there is one below `current_user`, and nowhere else.
struct User {
    name: &'static str,
    is_admin: bool,
}

/// Proves that somebody may do everything: there is one below `admins_only`.
struct Admin {
    name: &'static str,
}

/// Lends a `User` to everything below it, or answers 401.
#[provider]
fn current_user(req: &Request, accounts: &Accounts) -> Result<User, Problem> {
    let token = req
        .header("authorization")
        .and_then(|value| value.strip_prefix("Bearer "));
    match token.and_then(|token| accounts.0.get(token)) {
        Some(&(name, is_admin)) => Ok(User { name, is_admin }),
        None => Err(Problem::new(StatusCode::UNAUTHORIZED)),
    }
}

/// Borrows the `User`, lends an `Admin`, or answers 403.
///
/// In a stack without `current_user` above it: "no stage above `admins_only` provides `User`".
#[provider]
fn admins_only(user: &User) -> Result<Admin, Problem> {
    let proof = user.is_admin.then_some(Admin { name: user.name });
    proof.ok_or_else(|| Problem::new(StatusCode::FORBIDDEN))
}

#[handler]
fn profile(user: &User) -> String {
    format!("you are {}", user.name)
}

/// No check in here: without the proof it could not be called.
#[handler]
fn dashboard(admin: &Admin, accounts: &Accounts) -> String {
    format!("{} looks after {} accounts", admin.name, accounts.0.len())
}

fn app() -> impl Application {
    let accounts = HashMap::from([("ann", ("Ann", true)), ("ben", ("Ben", false))]);
    middleware_stack! {
        provide Accounts(accounts);

        current_user,
        => routes {
            GET "/" => profile,
            "/admin" => { admins_only, => routes { GET "/" => dashboard } },
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    onionskin::serve("127.0.0.1:8000", app()).await
}

#[cfg(test)]
mod tests {
    use onionskin::TestClient;

    #[tokio::test]
    async fn each_proof_opens_one_door_more() {
        let stranger = TestClient::new(super::app());
        let ben = stranger
            .another()
            .default_header("authorization", "Bearer ben");
        let ann = stranger
            .another()
            .default_header("authorization", "Bearer ann");

        stranger.get("/").await.assert_status(401);
        assert_eq!(ben.get("/").await.text().await, "you are Ben");
        ben.get("/admin").await.assert_status(403);
        assert_eq!(
            ann.get("/admin").await.text().await,
            "Ann looks after 2 accounts"
        );
    }
}
