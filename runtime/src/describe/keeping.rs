//! Keeping: what a stage keeps at the client, of which nobody else in the stack may keep another.

use std::any::{TypeId, type_name};

use super::{EndInfo, StageInfo, names::short_name};

/// What a stage keeps in a cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keeping {
    cookie: String,
    path: String,
    what: TypeId,
    called: &'static str,
}

impl Keeping {
    /// A `T`, in the cookie of that name, which is sent below that path.
    pub(crate) fn of<T: 'static>(cookie: &str, path: &str) -> Self {
        Self {
            cookie: cookie.to_owned(),
            path: path.to_owned(),
            what: TypeId::of::<T>(),
            called: type_name::<T>(),
        }
    }

    /// Tells whether requests for one path bring both, in a cookie of one name.
    fn meets(&self, other: &Self) -> bool {
        let is_below = |inner: &str, outer: &str| inner.starts_with(outer);
        self.cookie == other.cookie
            && (is_below(&self.path, &other.path) || is_below(&other.path, &self.path))
    }

    /// Sees to it that no two keep different things in one cookie.
    ///
    /// # Panics
    ///
    /// When they do: each would take the other's cookie for its own, and overwrite it.
    pub(super) fn check(stages: &[StageInfo], end: &EndInfo) {
        let mut kept = Vec::new();
        collect(&mut kept, stages, end);
        for (place, (name, mine)) in kept.iter().enumerate() {
            let is_other = |other: &&Self| other.meets(mine) && other.what != mine.what;
            if let Some(other) = kept[..place].iter().map(|(_, kept)| *kept).find(is_other) {
                panic!(
                    "the stage `{name}` cannot work: it keeps `{}` in the cookie `{}`, which has `{}` \
                     already; give one of them a cookie of another name",
                    short_name(mine.called),
                    mine.cookie,
                    short_name(other.called),
                );
            }
        }
    }
}

fn collect<'d>(kept: &mut Vec<(&'d str, &'d Keeping)>, stages: &'d [StageInfo], end: &'d EndInfo) {
    collect_stages(kept, stages);
    if let EndInfo::Routes { routes, .. } = end {
        for route in routes {
            collect(kept, &route.stages, &route.end);
        }
    }
}

fn collect_stages<'d>(kept: &mut Vec<(&'d str, &'d Keeping)>, stages: &'d [StageInfo]) {
    for stage in stages {
        kept.extend(
            stage
                .keeping
                .as_ref()
                .map(|keeping| (&*stage.name, keeping)),
        );
        collect_stages(kept, &stage.stages);
    }
}
