//! A fragment that provides values of an application.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let _ = middleware_stack! {
        provide 1_u64;
        
        timing
    };
}
