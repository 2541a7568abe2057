//! Generated: an application of twenty stages and forty routes, as text.
//!
//! Four kinds of stage, five of each: one that passes through, one that sets a header of the response, one
//! that refuses by a header of the request, and one that lends a value. Each route has a handler in a file
//! of its own, which takes a parameter of the path and two of the lent values and answers JSON.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::Error;

const STAGES: usize = 20;
const ROUTES: usize = 40;
const LENT: usize = STAGES / 4;

/// The sources of an application.
pub(crate) struct Application {
    pub(crate) name: &'static str,
    manifest: String,
    files: Vec<(PathBuf, String)>,
}

impl Application {
    pub(crate) fn axum() -> Self {
        let manifest = manifest(
            "axum",
            "axum = \"0.8.9\"\nserde = { version = \"1\", features = [\"derive\"] }\n\
             tokio = { version = \"1\", features = [\"net\", \"rt-multi-thread\", \"macros\"] }\n",
        );
        let mut files = vec![
            (PathBuf::from("src/main.rs"), axum_main()),
            (PathBuf::from("src/stages.rs"), axum_stages()),
            (PathBuf::from("src/handlers/mod.rs"), handler_modules()),
        ];
        files.extend((0..ROUTES).map(|route| (handler_file(route), axum_handler(route))));
        Self {
            name: "axum",
            manifest,
            files,
        }
    }

    /// Writes the sources where no other application is.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Error> {
        fs::create_dir_all(folder.join("src/handlers"))?;
        fs::write(folder.join("Cargo.toml"), &self.manifest)?;
        for (path, text) in &self.files {
            fs::write(folder.join(path), text)?;
        }
        Ok(())
    }

    /// Changes the answer of one handler, a different one each time.
    pub(crate) fn touch(&self, folder: &Path, time: usize) -> Result<(), Error> {
        let path = folder.join(handler_file(7));
        let text = fs::read_to_string(&path)?;
        let end = text.find("\n// ").unwrap_or(text.len());
        fs::write(
            path,
            format!(
                "{}\n// Touched.\npub const TOUCHED: usize = {time};\n",
                &text[..end]
            ),
        )?;
        Ok(())
    }
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}-application\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [workspace]\n\n[dependencies]\n{dependencies}"
    )
}

fn handler_file(route: usize) -> PathBuf {
    PathBuf::from(format!("src/handlers/h{route:02}.rs"))
}

fn handler_modules() -> String {
    (0..ROUTES).fold(String::new(), |mut text, route| {
        writeln!(text, "pub mod h{route:02};").expect("writing to a string cannot fail");
        text
    })
}

/// The two values that a route's handler takes.
fn taken(route: usize) -> (usize, usize) {
    (route % LENT, (route + 1 + route / LENT % (LENT - 1)) % LENT)
}

fn axum_handler(route: usize) -> String {
    let (one, other) = taken(route);
    format!(
        "use axum::{{Extension, Json, extract::Path}};\nuse serde::Serialize;\n\n\
         use crate::stages::{{Lent{one}, Lent{other}}};\n\n\
         #[derive(Serialize)]\npub struct Answer {{\n    id: u64,\n    one: usize,\n    other: usize,\n}}\n\n\
         pub async fn handle(\n    Path(id): Path<u64>,\n    Extension(one): Extension<Lent{one}>,\n    \
         Extension(other): Extension<Lent{other}>,\n) -> Json<Answer> {{\n    \
         Json(Answer {{ id, one: one.0, other: other.0 + {route} }})\n}}\n"
    )
}

fn axum_stages() -> String {
    let mut text = String::from(
        "use axum::{\n    extract::Request,\n    http::{HeaderValue, StatusCode},\n    middleware::Next,\n    \
         response::{IntoResponse, Response},\n};\n",
    );
    for number in 0..LENT {
        write!(
            text,
            "\n#[derive(Clone)]\npub struct Lent{number}(pub usize);\n\n\
             pub async fn pass{number}(request: Request, next: Next) -> Response {{\n    \
             next.run(request).await\n}}\n\n\
             pub async fn header{number}(request: Request, next: Next) -> Response {{\n    \
             let mut response = next.run(request).await;\n    \
             response.headers_mut().insert(\"x-stage-{number}\", HeaderValue::from_static(\"{number}\"));\n    \
             response\n}}\n\n\
             pub async fn refuse{number}(request: Request, next: Next) -> Response {{\n    \
             if request.headers().contains_key(\"x-refuse-{number}\") {{\n        \
             return StatusCode::FORBIDDEN.into_response();\n    }}\n    next.run(request).await\n}}\n\n\
             pub async fn lend{number}(mut request: Request, next: Next) -> Response {{\n    \
             let length = request.uri().path().len();\n    \
             request.extensions_mut().insert(Lent{number}(length + {number}));\n    \
             next.run(request).await\n}}\n"
        )
        .expect("writing to a string cannot fail");
    }
    text
}

fn axum_main() -> String {
    let mut text = String::from(
        "mod handlers;\nmod stages;\n\nuse axum::{Router, middleware::from_fn, routing::get};\n\n\
         #[tokio::main]\nasync fn main() -> std::io::Result<()> {\n    let app = Router::new()\n",
    );
    for route in 0..ROUTES {
        writeln!(
            text,
            "        .route(\"/r{route:02}/{{id}}\", get(handlers::h{route:02}::handle))"
        )
        .expect("writing to a string cannot fail");
    }
    for number in 0..LENT {
        for kind in ["lend", "refuse", "header", "pass"] {
            writeln!(text, "        .layer(from_fn(stages::{kind}{number}))")
                .expect("writing to a string cannot fail");
        }
    }
    text.push_str(
        "        ;\n    let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?;\n    \
         axum::serve(listener, app).await\n}\n",
    );
    text
}
