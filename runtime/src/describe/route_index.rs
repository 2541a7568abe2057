//! Index: finds the route of a path, for those who want to know and not to go there.

use std::{fmt, sync::Arc};

use super::{EndInfo, RouteInfo};

/// The paths of all routes of a stack.
#[derive(Clone)]
pub(super) struct RouteIndex(matchit::Router<Arc<str>>);

impl RouteIndex {
    pub(super) fn of(end: &EndInfo) -> Self {
        let mut index = Self(matchit::Router::new());
        index.insert_all(end);
        index
    }

    pub(super) fn find(&self, path: &str) -> Option<&Arc<str>> {
        self.0.at(path).ok().map(|found| found.value)
    }

    fn insert_all(&mut self, end: &EndInfo) {
        if let EndInfo::Routes { routes, .. } = end {
            for route in routes {
                self.insert(route);
            }
        }
    }

    fn insert(&mut self, route: &RouteInfo) {
        let path = route.path.as_str();
        match (&route.method, &route.end) {
            (None, EndInfo::Routes { .. }) => self.insert_all(&route.end),
            // A nested stack that ends in a handler takes everything under its prefix.
            (None, EndInfo::Handler(_)) if !route.stages.is_empty() => {
                let prefix = path.trim_end_matches('/');
                let all = format!("{prefix}/{{*rest}}");
                for taken in [path, &format!("{prefix}/"), &all] {
                    self.insert_path(taken, &all);
                }
            }
            _ => self.insert_path(path, path),
        }
    }

    fn insert_path(&mut self, path: &str, route: &str) {
        // A path is there already when two methods share it; the first is what it is called.
        _ = self.0.insert(path, route.into());
    }
}

// It says nothing that the description does not say.
impl PartialEq for RouteIndex {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for RouteIndex {}

impl fmt::Debug for RouteIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RouteIndex")
    }
}
