//! A value lent through a `next` that lends nothing, above a handler that borrows it.
use onionskin::prelude::*;

struct Tenant(String);

#[middleware]
async fn tenant(req: &mut Request, next: impl Next) -> Response {
    let tenant = Tenant("acme".to_owned());
    next.run_with(req, &tenant).await
}

#[handler]
fn show(tenant: &Tenant) -> String {
    tenant.0.clone()
}

fn main() {
    let _ = middleware_stack! {
        tenant,
        => show
    };
}
