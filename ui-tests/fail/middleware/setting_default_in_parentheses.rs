//! The default of a text setting alone in the parentheses.
use onionskin::prelude::*;

#[middleware(after)]
fn signed(res: &mut Response, #[setting("onionskin")] by: &'static str) {
    res.headers_mut().insert(header::SERVER, HeaderValue::from_static(by));
}

fn main() {}
