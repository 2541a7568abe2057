//! The json of the body by a method that is not there.
use onionskin::prelude::*;

#[handler]
async fn show(req: &mut Request) -> String {
    let n: u32 = req.json().await?;
    n.to_string()
}

fn main() {}
