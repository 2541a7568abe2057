//! `middleware_stack!`.

use quote::quote;

use super::stack_beside;

#[test]
fn one_handler() {
    insta::assert_snapshot!("stack", stack_beside(&quote!(provide db; timing, (sessions), => home)));
}

#[test]
fn settings() {
    insta::assert_snapshot!(
        "stack_settings",
        stack_beside(&quote!(limit { max: 10 }, => home))
    );
}

#[test]
fn routes() {
    insta::assert_snapshot!(
        "stack_routes",
        stack_beside(&quote!(=> routes {
            GET | POST "/cart/{item}" => cart,
            "/admin" => { admin, => dashboard },
            _ => not_found,
        }))
    );
}

#[test]
fn a_fragment() {
    insta::assert_snapshot!("fragment", stack_beside(&quote!(timing, auth)));
}

#[test]
fn a_mistake() {
    insta::assert_snapshot!("stack_broken", stack_beside(&quote!(timing auth => home)));
}
