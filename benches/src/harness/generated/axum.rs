//! The application on axum, every stage a `from_fn`.

use super::{Application, LENT, ROUTES, lines, taken};

pub(crate) fn axum() -> Application {
    Application {
        name: "axum",
        dependencies: "axum = \"0.8.9\"\nserde = { version = \"1\", features = [\"derive\"] }\n\
             tokio = { version = \"1\", features = [\"net\", \"rt-multi-thread\", \"macros\"] }\n"
            .to_owned(),
        main: main(),
        stages: stages(),
        handler,
    }
}

fn handler(route: usize, summand: usize) -> String {
    let (one, other) = taken(route);
    format!(
        "use axum::{{Extension, Json, extract::Path}};
use serde::Serialize;

use crate::stages::{{Lent{one}, Lent{other}}};

#[derive(Serialize)]
pub struct Answer {{
    id: u64,
    one: usize,
    other: usize,
}}

pub async fn handle(
    Path(id): Path<u64>,
    Extension(one): Extension<Lent{one}>,
    Extension(other): Extension<Lent{other}>,
) -> Json<Answer> {{
    Json(Answer {{ id, one: one.0, other: other.0 + {summand} }})
}}
"
    )
}

fn stages() -> String {
    let kinds = lines(0..LENT, |number| {
        format!(
            "
#[derive(Clone)]
pub struct Lent{number}(pub usize);

pub async fn pass{number}(request: Request, next: Next) -> Response {{
    next.run(request).await
}}

pub async fn header{number}(request: Request, next: Next) -> Response {{
    let mut response = next.run(request).await;
    response.headers_mut().insert(\"x-stage-{number}\", HeaderValue::from_static(\"{number}\"));
    response
}}

pub async fn refuse{number}(request: Request, next: Next) -> Response {{
    if request.headers().contains_key(\"x-refuse-{number}\") {{
        return StatusCode::FORBIDDEN.into_response();
    }}
    next.run(request).await
}}

pub async fn lend{number}(mut request: Request, next: Next) -> Response {{
    let length = request.uri().path().len();
    request.extensions_mut().insert(Lent{number}(length + {number}));
    next.run(request).await
}}"
        )
    });
    format!(
        "use axum::{{
    extract::Request,
    http::{{HeaderValue, StatusCode}},
    middleware::Next,
    response::{{IntoResponse, Response}},
}};
{kinds}"
    )
}

fn main() -> String {
    let routes = lines(0..ROUTES, |route| {
        format!("        .route(\"/r{route:02}/{{id}}\", get(handlers::h{route:02}::handle))")
    });
    let stages = lines(0..LENT, |number| {
        lines(["lend", "refuse", "header", "pass"], |kind| {
            format!("        .layer(from_fn(stages::{kind}{number}))")
        })
    });
    format!(
        "mod handlers;
mod stages;

use axum::{{Router, middleware::from_fn, routing::get}};

#[tokio::main]
async fn main() -> std::io::Result<()> {{
    let app = Router::new()
{routes}{stages}        ;
    let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?;
    axum::serve(listener, app).await
}}
"
    )
}
