//! Way: the stages between the outside and the handler of one request.

use super::{Description, EndInfo, Kind, RouteInfo, StageInfo};

impl Description {
    /// The names of the stages on the way to a route, outermost first, and of the handler.
    pub(crate) fn way(&self, route: Option<&str>, method: &http::Method) -> Vec<&str> {
        let mut way = Vec::new();
        level(&mut way, &self.stages, &self.end, route, method);
        way
    }
}

fn level<'d>(
    way: &mut Vec<&'d str>,
    stages: &'d [StageInfo],
    end: &'d EndInfo,
    route: Option<&str>,
    method: &http::Method,
) {
    for info in stages {
        stage(way, info);
    }
    match end {
        EndInfo::Handler(handler) => way.push(&handler.name),
        EndInfo::Routes { routes, fallback } => {
            let taken = routes
                .iter()
                .find(|info| route.is_some_and(|route| leads(info, route, method)));
            match (taken, fallback) {
                (Some(info), _) => level(way, &info.stages, &info.end, route, method),
                (None, Some(handler)) => way.push(&handler.name),
                (None, None) => {}
            }
        }
    }
}

fn stage<'d>(way: &mut Vec<&'d str>, info: &'d StageInfo) {
    match info.kind {
        Kind::Fragment => {
            for inner in &info.stages {
                stage(way, inner);
            }
        }
        Kind::Off => {}
        _ => way.push(&info.name),
    }
}

/// Whether a route, or a nested stack, takes what goes to the path `route`.
fn leads(info: &RouteInfo, route: &str, method: &http::Method) -> bool {
    let is_same = info.path == route;
    match &info.method {
        None => {
            let prefix = info.path.trim_end_matches('/');
            let below = route.strip_prefix(prefix);
            is_same || below.is_some_and(|below| below.starts_with('/'))
        }
        Some(methods) => {
            let mut methods = methods.split(" | ");
            is_same
                && methods.any(|known| {
                    known == method.as_str()
                        || known == "ANY"
                        || (known == "GET" && *method == http::Method::HEAD)
                })
        }
    }
}
