//! A stage stands above what it needs, in a function that promises an application.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user() -> User {
    User
}

struct Cart;

#[provider]
fn cart(_user: &User) -> Cart {
    Cart
}

#[handler]
fn home(_cart: &Cart) -> &'static str {
    "home"
}

fn app() -> impl Application {
    middleware_stack! { cart, current_user, => home }
}

fn main() {
    let _ = app();
}
