//! An axum application that adopts one stack of ours: sessions around its router.
//!
//! `cargo run --example tower --features tower`, then `curl -i http://127.0.0.1:8000/`
use axum::{Extension, Router, routing::get};
use onionskin::{
    prelude::*,
    tower::{Shared, layer, share},
};

type Visits = Session<u64>;

/// A handler of axum: it cannot borrow, so it asks for what the stack shares.
async fn visit(Extension(visits): Extension<Shared<Visits>>) -> Result<String, &'static str> {
    let counted = visits.with(|visits| Box::pin(visits.update(|count| *count += 1)));
    match counted.await {
        Some(Ok(count)) => Ok(format!("visit {count}\n")),
        _ => Err("the visit could not be counted\n"),
    }
}

#[middleware(after)]
fn no_sniffing(res: &mut Response) {
    res.headers_mut().insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
}

fn app() -> Router {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    Router::new()
        .route("/", get(visit))
        .layer(layer(middleware_stack! {
            no_sniffing, (sessions), share::<Visits>()
        }))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    axum::serve(TcpListener::bind("127.0.0.1:8000").await?, app()).await
}

#[cfg(test)]
mod tests {
    use onionskin::http;
    use tower_service::Service;

    use super::*;

    #[tokio::test]
    async fn visits_are_counted_in_a_session() {
        let mut app = app();
        let mut cookie = HeaderValue::from_static("none=yet");
        for count in ["visit 1\n", "visit 2\n"] {
            let mut request = http::Request::new(axum::body::Body::empty());
            request.headers_mut().insert("cookie", cookie.clone());
            let response = app.call(request).await.unwrap();
            assert_eq!(response.headers()["x-content-type-options"], "nosniff");
            if let Some(set) = response.headers().get("set-cookie") {
                cookie = set.clone();
            }
            let body = Body::new(response.into_body()).into_bytes(100).await;
            assert_eq!(body.unwrap(), count);
        }
    }
}
