//! A caller whose source looks as if a stage were a plain function.
use onionskin::prelude::*;

mod helpers {
    pub fn audit(line: &str) -> usize {
        line.len()
    }
}

macro_rules! passing {
    ($name:ident) => {
        #[middleware]
        async fn $name(req: &mut Request, next: impl Next) -> Response {
            next.run(req).await
        }
    };
}

passing!(audit);

#[handler]
fn home() -> String {
    helpers::audit("home").to_string()
}

fn main() {
    let _ = middleware_stack! { audit, => home };
}
