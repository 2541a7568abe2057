//! A session of other data than the one above.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Cart;

#[handler]
fn home(_cart: &Session<Cart>) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { (Sessions::<Login>::new(MemoryStore::new())), => home };
}
