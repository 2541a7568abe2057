//! One source, where a directive takes a list.
use onionskin::{ContentSecurityPolicy, prelude::*};

fn main() {
    let _ = Csp::new().policy(ContentSecurityPolicy::new().default_src("'self'"));
}
