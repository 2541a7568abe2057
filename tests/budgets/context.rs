//! What it costs to lend and to borrow.

use onionskin::{middleware_stack as stack, prelude::*};

use crate::{BOXED, Config, Pass, Ticket, User, bytes_each, cost, end};

#[handler]
async fn borrowing(user: &User, config: &Config) -> StatusCode {
    if user.0 == config.0 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[handler]
async fn with_ticket(ticket: &Ticket) -> StatusCode {
    if ticket.0 == 1 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[handler]
async fn with_part(Path(number): Path<u8>) -> StatusCode {
    if number == 7 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[provider]
fn user(config: &Config) -> User {
    User(config.0)
}

#[provider]
async fn user_later(config: &Config) -> User {
    User(config.0)
}

#[middleware]
async fn ticket(req: &mut Request, next: impl NextWith<Ticket>) -> Response {
    next.run_with(req, &Ticket(1)).await
}

/// A stage with a frame of its own that needs a value.
#[middleware]
async fn needs(_config: &Config, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

/// The same stage, when it can do without.
#[middleware]
async fn wishes(_config: Option<&Config>, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[test]
fn a_provider_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let sync = cost(&stack! { provide Config(1); user, => borrowing }, "/");
    let later = cost(&stack! { provide Config(1); user_later, => borrowing }, "/");
    assert_eq!(
        (sync.allocations, later.allocations),
        (plain.allocations, plain.allocations)
    );
    assert!(bytes_each(sync, plain, 1) <= 128, "{sync:?} {plain:?}");
}

#[test]
fn lending_with_next_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let lent = cost(&stack! { ticket, => with_ticket }, "/");
    assert_eq!(lent.allocations, plain.allocations);
}

#[test]
fn a_value_that_may_be_missing_costs_what_one_that_is_needed_costs() {
    let needed = cost(&stack! { provide Config(1); needs, => end }, "/");
    let there = cost(&stack! { provide Config(1); wishes, => end }, "/");
    let missing = cost(&stack! { wishes, => end }, "/");
    for optional in [there, missing] {
        assert_eq!(optional.allocations, needed.allocations);
        assert!(optional.future <= needed.future, "{optional:?} {needed:?}");
    }
}

#[test]
fn a_route_allocates_nothing_with_and_without_a_part() {
    let app = stack! {
        => routes {
            GET "/static" => end,
            GET "/part/{number}" => with_part,
            "/nested/{shop}" => { Pass::<1>, => routes { GET "/deep" => end } },
        }
    };
    for path in ["/static", "/part/7", "/nested/ann/deep"] {
        let routed = cost(&app, path);
        assert_eq!(routed.allocations, BOXED, "{path}");
    }
}
