//! A response is edited in the future that gives it.

use std::{
    future::pending,
    pin::pin,
    task::{Context, Waker},
};

use onionskin::{TestClient, prelude::*};
use tokio::task::yield_now;

use crate::trail::{After, Trail};

struct Tenant(&'static str);

#[middleware]
async fn named(req: &mut Request, next: impl NextWith<Tenant>, trail: &Trail) -> Response {
    let tenant = Tenant("acme");
    let name = tenant.0.to_owned();
    next.run_with(req, &tenant)
        .edit(|res| {
            trail.note("named");
            // Moved into it: it runs once.
            let name = HeaderValue::try_from(name).unwrap();
            res.headers_mut().append("x-tenant", name);
        })
        .await
}

#[handler]
async fn slow(tenant: &Tenant, trail: &Trail) -> (StatusCode, &'static str) {
    yield_now().await;
    trail.note("handler");
    (StatusCode::ACCEPTED, tenant.0)
}

#[tokio::test]
async fn an_edited_response_is_what_the_stages_above_see() {
    let trail = Trail::default();
    let client = TestClient::new(middleware_stack! {
        provide trail.clone();
        After("above"), named, After("below"), => slow
    });
    let response = client.get("/").await;
    assert_eq!(response.status(), 202);
    assert_eq!(response.header("x-tenant"), Some("acme"));
    assert_eq!(response.text().await, "acme");
    assert_eq!(trail.take(), "handler -below named -above");
}

#[test]
fn nothing_is_edited_of_a_response_that_never_comes() {
    let mut is_edited = false;
    {
        let mut never = pin!(pending::<Response>().edit(|_| is_edited = true));
        let mut context = Context::from_waker(Waker::noop());
        assert!(never.as_mut().poll(&mut context).is_pending());
    }
    assert!(!is_edited);
}
