//! Session data that holds an Rc.
use onionskin::prelude::*;

#[derive(Clone, Default)]
struct Cart { items: std::rc::Rc<Vec<u32>> }
#[handler]
async fn home(cart: &Session<Cart>) -> Result<String, SessionError> {
    Ok(cart.get().await?.items.len().to_string())
}

fn main() {}
