//! The attribute on a variable.
use onionskin::prelude::*;

fn main() {
    #[middleware]
    let auth = |_req: &mut Request| ();
}
