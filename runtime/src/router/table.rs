//! Table: the paths of one level, and which service each leads to.

use http::{HeaderValue, Method};

use super::{
    methods::{Leads, Methods},
    parts::{BELOW, Parts},
    statics::Statics,
};
use crate::{Request, endpoint::Endpoint, request::Facts};

/// The paths of one level.
#[derive(Debug)]
pub struct Table {
    /// Those without braces, which win over all others.
    statics: Statics<Entry>,
    patterns: matchit::Router<Entry>,
    /// Whether any path has parts. The paths of a nested level have those of the levels above, so
    /// where none has, no request ever had one to forget.
    has_parts: bool,
}

#[derive(Debug)]
struct Entry {
    parts: Parts,
    methods: Methods,
}

/// What a table found.
#[derive(Debug)]
pub(super) enum Found<'t> {
    Service(usize),
    Options(&'t HeaderValue),
    WrongMethod(&'t HeaderValue),
    Nothing,
}

impl Table {
    #[inline]
    pub(super) fn find(&self, request: &mut Request) -> Found<'_> {
        let methods = match self.statics.get(request.uri().path()) {
            Some(entry) => {
                if self.has_parts {
                    Facts::forget_path_params(request.extensions_mut());
                }
                &entry.methods
            }
            None => match self.find_pattern(request) {
                Some(entry) => &entry.methods,
                None => return Found::Nothing,
            },
        };
        match methods.find(request.method()) {
            Leads::To(service) => Found::Service(service),
            Leads::Options(allow) => Found::Options(allow),
            Leads::Nowhere(allow) => Found::WrongMethod(allow),
        }
    }

    #[inline(never)]
    fn find_pattern(&self, request: &mut Request) -> Option<&Entry> {
        let entry = self.patterns.at(request.uri().path()).ok()?.value;
        if !self.has_parts {
            // Nothing to note, and nothing to forget.
        } else if entry.parts.names.is_empty() {
            Facts::forget_path_params(request.extensions_mut());
        } else {
            // Taken out, so that the parts can be noted while the path is borrowed; it is a pointer.
            let mut extensions = std::mem::take(request.extensions_mut());
            let places = entry.parts.places(request.uri().path());
            Facts::set_path_params(&mut extensions, &entry.parts.names, places);
            *request.extensions_mut() = extensions;
        }
        Some(entry)
    }
}

/// A table in the making; each route is checked when it is added.
#[derive(Debug, Default)]
pub(super) struct TableBuilder {
    paths: Vec<(String, Methods)>,
    services: usize,
}

impl TableBuilder {
    /// Adds a route to the next service; `None` stands for every method.
    ///
    /// # Panics
    ///
    /// When the route stands in the table already: a stack is refused when it is built.
    pub(super) fn route(&mut self, method: Option<Method>, path: &str) {
        let service = self.services;
        self.services += 1;
        self.lead(method, path, service);
    }

    /// Adds one more method or path to the service that was added last.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    pub(super) fn also(&mut self, method: Option<Method>, path: &str) {
        self.lead(method, path, self.services - 1);
    }

    /// Adds a nested stack, which takes everything under the prefix.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    pub(super) fn nest(&mut self, prefix: &str) {
        self.route(None, if prefix.is_empty() { "/" } else { prefix });
        if !prefix.is_empty() {
            self.also(None, &format!("{prefix}/"));
        }
        self.also(None, &format!("{prefix}/{{*{BELOW}}}"));
    }

    fn lead(&mut self, method: Option<Method>, path: &str, service: usize) {
        let known = self.paths.iter().position(|(known, _)| known == path);
        let methods = if let Some(index) = known {
            &mut self.paths[index].1
        } else {
            self.paths.push((path.to_owned(), Methods::default()));
            &mut self
                .paths
                .last_mut()
                .expect("a path was pushed the line before")
                .1
        };
        let name = method
            .as_ref()
            .map_or("any method", Method::as_str)
            .to_owned();
        assert!(
            methods.insert(method, service),
            "`{name} \"{path}\"` is routed twice"
        );
    }

    /// The finished table.
    ///
    /// # Panics
    ///
    /// When two paths overlap so that the router cannot tell them apart.
    pub(super) fn build(self) -> Table {
        let mut statics = Vec::new();
        let mut patterns = matchit::Router::new();
        let mut has_parts = false;
        for (path, methods) in self.paths {
            let entry = Entry {
                parts: Parts::of(&path),
                methods,
            };
            has_parts |= !entry.parts.names.is_empty();
            if !path.contains(['{', '}']) {
                statics.push((path.into(), entry));
            } else if let Err(reason) = patterns.insert(path.clone(), entry) {
                panic!("the route \"{path}\" cannot stand beside the others: {reason}");
            }
        }
        Table {
            statics: Statics::new(statics),
            patterns,
            has_parts,
        }
    }
}

/// Checks what a handler asks of the path of its route.
///
/// # Panics
///
/// When it asks for a part that the path does not have.
pub(crate) fn check<H: Endpoint>(path: &str, handler: &H) {
    check_parts(path, H::NAME, &|parts| handler.check_route(parts));
}

/// What does not depend on the handler's type, so that it is compiled once and not for each.
fn check_parts(path: &str, name: &str, asks: &dyn Fn(&[&str]) -> Result<(), String>) {
    let parts = Parts::of(path);
    let names: Vec<&str> = parts.names.iter().map(|name| &**name).collect();
    if let Err(reason) = asks(&names) {
        assert!(
            !path.is_empty(),
            "the handler `{name}` stands at no route: {reason}"
        );
        panic!("the handler `{name}` does not fit the route \"{path}\": {reason}");
    }
}
