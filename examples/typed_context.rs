//! A chain of providers: what one lends, the next may borrow, and the compiler checks the order.
//!
//! `cargo run --example typed_context`, then
//! `curl -i -H 'authorization: Bearer ann' http://127.0.0.1:8000/` and the same with `Bearer ben`.
use std::collections::HashMap;

use onionskin::prelude::*;

/// A value of the application.
struct Accounts(HashMap<&'static str, Account>);

#[derive(Clone, Copy)]
struct Account {
    name: &'static str,
    is_admin: bool,
}

/// Proves that somebody is known: there is one below `current_account`, and nowhere else.
struct User(Account);

/// Proves that somebody may do everything: there is one below `admins_only`.
struct Admin {
    name: &'static str,
}

/// Lends a `User` to everything below it, or answers 401.
#[provider]
fn current_account(req: &Request, accounts: &Accounts) -> Result<User, Problem> {
    let token = req
        .header(header::AUTHORIZATION)
        .and_then(|value| value.strip_prefix("Bearer "));
    let account = token.and_then(|token| accounts.0.get(token));
    account
        .map(|account| User(*account))
        .ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED))
}

/// Borrows the `User`, lends an `Admin`, or answers 403.
///
/// In a stack without `current_account` above it, this does not compile: "no earlier stage
/// provides `User`".
#[provider]
fn admins_only(user: &User) -> Result<Admin, Problem> {
    if user.0.is_admin {
        Ok(Admin { name: user.0.name })
    } else {
        Err(Problem::new(StatusCode::FORBIDDEN).detail("this is for administrators"))
    }
}

#[handler]
fn profile(user: &User) -> String {
    format!("you are {}", user.0.name)
}

/// No check in here: without the proof it could not be called.
#[handler]
fn dashboard(admin: &Admin, accounts: &Accounts) -> String {
    format!("{} looks after {} accounts", admin.name, accounts.0.len())
}

fn app() -> impl Application {
    let accounts = Accounts(HashMap::from([
        (
            "ann",
            Account {
                name: "Ann",
                is_admin: true,
            },
        ),
        (
            "ben",
            Account {
                name: "Ben",
                is_admin: false,
            },
        ),
    ]));
    middleware_stack! {
        provide accounts;

        current_account,
        => routes {
            GET "/" => profile,
            "/admin" => {
                admins_only,
                => routes { GET "/" => dashboard }
            },
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    Ok(onionskin::serve("127.0.0.1:8000", app()).await?)
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
