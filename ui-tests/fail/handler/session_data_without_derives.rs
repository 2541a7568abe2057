//! Session data without any derive.
use onionskin::prelude::*;

struct Cart { items: Vec<u32> }
#[handler]
async fn home(cart: &Session<Cart>) -> Result<String, SessionError> {
    cart.update(|c| c.items.push(1)).await?;
    let items = cart.get().await?.items;
    Ok(items.len().to_string())
}

fn main() {}
