//! The application on onionskin, twice: each stage of the kind that it is, and each as an async frame.

use super::{Application, LENT, ROUTES, lines, root, taken};
use crate::harness::Error;

/// With hooks and providers, as the guide writes such stages.
pub(crate) fn onionskin() -> Result<Application, Error> {
    application("onionskin", stages)
}

/// With twenty async functions around the rest, as everything is written on axum.
pub(crate) fn onionskin_async() -> Result<Application, Error> {
    application("onionskin-async", async_stages)
}

fn application(name: &'static str, stage: fn(usize) -> String) -> Result<Application, Error> {
    let runtime = root()?.join("../runtime").canonicalize()?;
    Ok(Application {
        name,
        dependencies: format!(
            "onionskin = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
             tokio = {{ version = \"1\", features = [\"net\", \"rt-multi-thread\", \"macros\"] }}\n",
            runtime.display()
        ),
        main: main(),
        stages: format!("use onionskin::prelude::*;\n{}", lines(0..LENT, stage)),
        handler,
    })
}

fn handler(route: usize, summand: usize) -> String {
    let (one, other) = taken(route);
    format!(
        "use onionskin::prelude::*;
use serde::Serialize;

use crate::stages::{{Lent{one}, Lent{other}}};

#[derive(Serialize)]
pub struct Answer {{
    id: u64,
    one: usize,
    other: usize,
}}

#[handler]
pub async fn handle(Path(id): Path<u64>, one: &Lent{one}, other: &Lent{other}) -> Json<Answer> {{
    Json(Answer {{ id, one: one.0, other: other.0 + {summand} }})
}}
"
    )
}

fn stages(number: usize) -> String {
    format!(
        "
pub struct Lent{number}(pub usize);

#[middleware]
pub async fn pass{number}(req: &mut Request, next: impl Next) -> Response {{
    next.run(req).await
}}

#[middleware(after)]
pub fn header{number}(res: &mut Response) {{
    res.headers_mut().insert(\"x-stage-{number}\", HeaderValue::from_static(\"{number}\"));
}}

#[middleware(before)]
pub fn refuse{number}(req: &Request) -> Result<(), StatusCode> {{
    match req.headers().contains_key(\"x-refuse-{number}\") {{
        true => Err(StatusCode::FORBIDDEN),
        false => Ok(()),
    }}
}}

#[provider]
pub fn lend{number}(req: &Request) -> Lent{number} {{
    Lent{number}(req.uri().path().len() + {number})
}}"
    )
}

fn async_stages(number: usize) -> String {
    format!(
        "
pub struct Lent{number}(pub usize);

#[middleware]
pub async fn pass{number}(req: &mut Request, next: impl Next) -> Response {{
    next.run(req).await
}}

#[middleware]
pub async fn header{number}(req: &mut Request, next: impl Next) -> Response {{
    let mut res = next.run(req).await;
    res.headers_mut().insert(\"x-stage-{number}\", HeaderValue::from_static(\"{number}\"));
    res
}}

#[middleware]
pub async fn refuse{number}(req: &mut Request, next: impl Next) -> Response {{
    if req.headers().contains_key(\"x-refuse-{number}\") {{
        return StatusCode::FORBIDDEN.into_response();
    }}
    next.run(req).await
}}

#[middleware]
pub async fn lend{number}(req: &mut Request, next: impl NextWith<Lent{number}>) -> Response {{
    let lent = Lent{number}(req.uri().path().len() + {number});
    next.run_with(req, &lent).await
}}"
    )
}

fn main() -> String {
    let stages = lines((0..LENT).rev(), |number| {
        lines(["pass", "header", "refuse", "lend"], |kind| {
            format!("        stages::{kind}{number},")
        })
    });
    let routes = lines(0..ROUTES, |route| {
        format!("            GET \"/r{route:02}/{{id}}\" => handlers::h{route:02}::handle,")
    });
    format!(
        "mod handlers;
mod stages;

use onionskin::prelude::*;

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {{
    let app = middleware_stack! {{
{stages}        => routes {{
{routes}        }}
    }};
    let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?;
    onionskin::serve(listener, app).await
}}
"
    )
}
