//! Generated: an application of twenty stages and forty routes, as text.
//!
//! Four kinds of stage, five of each: one that passes through, one that sets a header of the response, one
//! that refuses by a header of the request, and one that lends a value. Each route has a handler in a file
//! of its own, which takes a parameter of the path and two of the lent values and answers JSON.

mod axum;
mod onionskin;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::{Error, root};

pub(crate) use axum::axum;
pub(crate) use onionskin::{onionskin, onionskin_async};

const STAGES: usize = 20;
const ROUTES: usize = 40;
const LENT: usize = STAGES / 4;
/// The route whose handler is changed.
const TOUCHED: usize = 7;

/// The sources of an application.
pub(crate) struct Application {
    pub(crate) name: &'static str,
    dependencies: String,
    main: String,
    stages: String,
    /// The handler of a route that adds so much.
    handler: fn(route: usize, summand: usize) -> String,
}

impl Application {
    /// Writes the sources where no other application is.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Error> {
        let handlers = folder.join("src/handlers");
        fs::create_dir_all(&handlers)?;
        let manifest = format!(
            "[package]\nname = \"{}-application\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[dependencies]\n{}",
            self.name, self.dependencies
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // Outside of the repository its toolchain has to be asked for.
        let toolchain = "rust-toolchain.toml";
        fs::copy(root()?.join("..").join(toolchain), folder.join(toolchain))?;
        fs::write(folder.join("src/main.rs"), &self.main)?;
        fs::write(folder.join("src/stages.rs"), &self.stages)?;
        fs::write(handlers.join("mod.rs"), handler_modules())?;
        for route in 0..ROUTES {
            fs::write(folder.join(file(route)), (self.handler)(route, route))?;
        }
        Ok(())
    }

    /// Changes what one handler computes, to something else each time.
    pub(crate) fn touch(&self, folder: &Path, time: usize) -> Result<(), Error> {
        let changed = (self.handler)(TOUCHED, ROUTES + time);
        fs::write(folder.join(file(TOUCHED)), changed)?;
        Ok(())
    }
}

fn file(route: usize) -> PathBuf {
    PathBuf::from(format!("src/handlers/h{route:02}.rs"))
}

fn handler_modules() -> String {
    lines(0..ROUTES, |route| format!("pub mod h{route:02};"))
}

/// The two values that a route's handler takes.
fn taken(route: usize) -> (usize, usize) {
    (route % LENT, (route + 1 + route / LENT % (LENT - 1)) % LENT)
}

/// One line, or several, for each of the items.
fn lines<T>(items: impl IntoIterator<Item = T>, line: impl Fn(T) -> String) -> String {
    items.into_iter().fold(String::new(), |mut text, item| {
        writeln!(text, "{}", line(item)).expect("writing to a string cannot fail");
        text
    })
}
