//! What cannot be right is refused when the stack is built, with a sentence.

use std::panic::{AssertUnwindSafe, catch_unwind};

use onionskin::prelude::*;

// Under a name of its own, by which no macro knows it, so that this is not refused by the compiler.
use onionskin::Path as Part;

#[handler]
fn one(Part(item): Part<u8>) -> String {
    item.to_string()
}

#[derive(Deserialize)]
struct Item {
    shop: String,
    item: u8,
}

#[handler]
fn two(Path(item): Path<Item>) -> String {
    format!("{} {}", item.shop, item.item)
}

/// The sentence with which building the stack panics.
fn refusal<A>(build: impl FnOnce() -> A) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(build)) else {
        return "not refused".to_owned();
    };
    match panic.downcast::<String>() {
        Ok(sentence) => *sentence,
        Err(panic) => (*panic.downcast::<&str>().unwrap()).to_owned(),
    }
}

#[test]
fn a_handler_whose_path_the_route_does_not_have() {
    let said = refusal(|| middleware_stack! { => routes { GET "/cart" => one } });
    assert_eq!(
        said,
        "the handler `one` does not fit the route \"/cart\": `Path` asks for exactly one parameter, but the route has no parameters"
    );
    let said = refusal(|| {
        middleware_stack! { => routes { "/{shop}" => { => routes { GET "/{id}" => two } } } }
    });
    assert_eq!(
        said,
        "the handler `two` does not fit the route \"/{shop}/{id}\": `Path` asks for `item`, but the route has `shop`, `id`"
    );
}

#[test]
fn a_handler_whose_path_the_levels_above_have() {
    let app = middleware_stack! {
        => routes { "/{shop}" => { => routes { GET "/{item}" => two } } }
    };
    assert!(
        app.describe()
            .to_string()
            .contains("GET /{shop}/{item} => two")
    );
}

#[test]
fn a_fallback_or_a_lone_handler_that_asks_for_a_path() {
    for said in [
        refusal(|| middleware_stack! { => routes { _ => one } }),
        refusal(|| middleware_stack! { => one }),
    ] {
        assert_eq!(
            said,
            "the handler `one` stands at no route: `Path` asks for exactly one parameter, but the route has no parameters"
        );
    }
    let said = refusal(|| {
        middleware_stack! { => routes { "/{shop}" => { => routes { _ => two } } } }
    });
    assert!(
        said.starts_with("the handler `two` does not fit the route \"/{shop}\": "),
        "{said}"
    );
}

#[test]
fn a_fallback_has_the_parts_of_the_levels_above() {
    let app = middleware_stack! {
        => routes { "/{number}" => { => routes { _ => one } }, "/all/{number}" => { => one } }
    };
    assert!(app.describe().to_string().contains("_ => one"));
}
