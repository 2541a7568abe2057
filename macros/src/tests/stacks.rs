//! `middleware_stack!`.

use super::stack_beside;

macro_rules! expands {
    ($name:ident: $($stack:tt)*) => {
        #[test]
        fn $name() {
            let shown = stack_beside(&quote::quote!($($stack)*));
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(stringify!($name), shown);
            });
        }
    };
}

expands! { one_handler: provide db; timing, (sessions), => home }
expands! { settings: limit { max: 10 }, => home }
expands! { routes: => routes {
    GET | POST "/cart/{item}" => cart,
    "/admin" => { admin, => dashboard },
    _ => not_found,
} }
expands! { fragment: timing, auth }
expands! { mistake: timing auth => home }
