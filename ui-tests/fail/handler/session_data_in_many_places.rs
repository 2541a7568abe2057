//! Session data without its derives, in two handlers and in a stack.
use onionskin::prelude::*;

#[derive(Clone)]
struct Cart {
    items: Vec<u32>,
}

#[handler]
async fn show(cart: &Session<Cart>) -> Result<String, SessionError> {
    Ok(cart.get().await?.items.len().to_string())
}

#[handler]
async fn add(cart: &Session<Cart>) -> Result<String, SessionError> {
    cart.update(|cart| cart.items.push(1)).await?;
    Ok(String::new())
}

fn main() {
    let sessions = Sessions::<Cart>::new(MemoryStore::new());
    let _ = middleware_stack! {
        (sessions),
        => routes {
            GET "/" => show,
            POST "/" => add,
        }
    };
}
