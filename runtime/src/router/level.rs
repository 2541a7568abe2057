//! Level: the routes of one level in the making, where they lead and what they are made of.

use std::marker::PhantomData;

use http::Method;

use super::{Routes, table::TableBuilder};
use crate::describe::{EndInfo, HandlerInfo, RouteInfo, StageInfo};

/// The routes of one level; their services have types, are counted here, and kept by the caller.
///
/// Nothing here depends on those types, so that it is compiled once and not for each route.
#[derive(Debug, Default)]
pub struct Level {
    table: TableBuilder,
    routes: Vec<RouteInfo>,
}

impl Level {
    /// Adds the route of a handler under these methods, or under all when there are none.
    ///
    /// # Panics
    ///
    /// When the route stands here already: a stack is refused when it is built.
    pub fn route(&mut self, methods: &[&str], path: &str, handler: HandlerInfo) {
        if methods.is_empty() {
            self.table.route(None, path);
        }
        self.lead(methods, path);
        self.note(methods, path, Vec::new(), EndInfo::Handler(handler));
    }

    /// Adds a nested stack: under these methods, or under everything that begins with the path.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    pub fn nest(&mut self, methods: &[&str], path: &str, stages: Vec<StageInfo>, end: EndInfo) {
        if methods.is_empty() {
            self.table.nest(path.trim_end_matches('/'));
        }
        self.lead(methods, path);
        self.note(methods, path, stages, end);
    }

    /// The finished routes in front of their services, and their description.
    pub fn finish<T, N: Fn() -> PhantomData<T>, F>(
        self,
        services: T,
        _: N,
        fallback: F,
        described: Option<HandlerInfo>,
    ) -> (Routes<N, F>, EndInfo) {
        let end = EndInfo::Routes {
            routes: self.routes,
            fallback: described,
        };
        (Routes::new(self.table.build(), services, fallback), end)
    }

    fn lead(&mut self, methods: &[&str], path: &str) {
        let mut methods = methods.iter().map(|name| method(name));
        if let Some(first) = methods.next() {
            self.table.route(first, path);
        }
        for other in methods {
            self.table.also(other, path);
        }
    }

    fn note(&mut self, methods: &[&str], path: &str, stages: Vec<StageInfo>, end: EndInfo) {
        self.routes.push(RouteInfo {
            method: (!methods.is_empty()).then(|| methods.join(" | ")),
            path: path.to_owned(),
            stages,
            end,
        });
    }
}

/// A method by its name; `ANY` stands for all.
fn method(name: &str) -> Option<Method> {
    let method = || Method::from_bytes(name.as_bytes());
    (name != "ANY").then(|| method().unwrap_or_else(|_| panic!("`{name}` is not a method")))
}
