//! A caller whose source looks as if a stage were a plain function, or a variable.
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
passing!(access);

#[handler]
fn home() -> String {
    let access = helpers::audit("home");
    access.to_string()
}

fn main() {
    let _ = middleware_stack! { audit, access, => home };
}
