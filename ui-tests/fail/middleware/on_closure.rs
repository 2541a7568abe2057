//! The attribute on a variable.
use onionskin::prelude::*;

fn main() {
    #[middleware]
    let _auth = |_req: &mut Request| ();
}
