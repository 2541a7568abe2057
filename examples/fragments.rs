//! Stages that belong together, written once and put into several stacks.
//!
//! `cargo run --example fragments`, then `curl -i -H 'x-tenant: acme' http://127.0.0.1:8000/`
use onionskin::{Lend, prelude::*};

/// Which customer a request is for.
struct Tenant(String);
struct Domain(&'static str);

#[middleware(after)]
fn no_sniffing(res: &mut Response) {
    res.headers_mut().insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
}

#[middleware(after)]
fn no_framing(res: &mut Response) {
    res.headers_mut()
        .insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
}

#[provider]
fn tenant(req: &Request, domain: &Domain) -> Result<Tenant, Problem> {
    let name = req
        .header("x-tenant")
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST))?;
    Ok(Tenant(format!("{name}.{}", domain.0)))
}

/// A stack without `=>` is itself a stage. This one needs nothing and lends nothing.
fn hardened() -> impl Stage<Needs = (), Lends = ()> {
    middleware_stack! { no_sniffing, no_framing }
}

/// This one borrows a `Domain` from whatever stack it stands in, and lends a `Tenant`.
fn per_tenant() -> impl Stage<Needs = (Domain, ()), Lends = Lend<Tenant>> {
    middleware_stack! { hardened(), tenant }
}

#[handler]
fn welcome(tenant: &Tenant) -> String {
    format!("welcome to {}\n", tenant.0)
}

#[handler]
fn health() -> &'static str {
    "fine\n"
}

fn shop() -> impl Application {
    middleware_stack! {
        provide Domain("shop.example");
        per_tenant(),
        => routes { GET "/" => welcome }
    }
}

fn operations() -> impl Application {
    middleware_stack! {
        hardened(),
        => routes { GET "/health" => health }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    let shop = onionskin::serve("127.0.0.1:8000", shop());
    let operations = onionskin::serve("127.0.0.1:8001", operations());
    tokio::try_join!(shop, operations).map(|_| ())
}

#[cfg(test)]
mod tests {
    use onionskin::TestClient;

    #[tokio::test]
    async fn a_fragment_does_the_same_in_every_stack() {
        let mut shop = TestClient::new(super::shop())
            .get("/")
            .header("x-tenant", "acme")
            .await;
        let mut operations = TestClient::new(super::operations()).get("/health").await;
        for res in [&mut shop, &mut operations] {
            res.assert_status(200)
                .assert_header("x-content-type-options", "nosniff")
                .assert_header("x-frame-options", "DENY");
        }
        assert_eq!(shop.text().await, "welcome to acme.shop.example\n");
    }

    #[tokio::test]
    async fn a_fragment_ends_the_cycle_like_any_stage() {
        let res = TestClient::new(super::shop()).get("/").await;
        res.assert_status(400)
            .assert_header("x-frame-options", "DENY");
    }
}
