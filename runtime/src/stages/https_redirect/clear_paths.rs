//! `ClearPaths`: the paths that are served in the clear.

use std::{borrow::Cow, fmt};

use http::uri::PathAndQuery;

/// Single paths, and those that end in `/`, which mean all that is below them, too.
pub(super) struct ClearPaths {
    single: Vec<Box<str>>,
    folders: Vec<Cow<'static, str>>,
}

impl ClearPaths {
    /// Where certificates are asked for, which begins in the clear (RFC 8555, section 8.3).
    pub(super) fn new() -> Self {
        Self {
            single: Vec::new(),
            folders: vec![Cow::Borrowed("/.well-known/acme-challenge/")],
        }
    }

    /// Adds a path, unless it is none that a request can have.
    pub(super) fn add(&mut self, path: Cow<'static, str>) -> Result<(), String> {
        let is_path =
            path.starts_with('/') && !path.contains('?') && path.parse::<PathAndQuery>().is_ok();
        if !is_path {
            return Err(path.into_owned());
        }
        if path.ends_with('/') {
            self.folders.push(path);
        } else {
            self.single.push(path.into());
        }
        Ok(())
    }

    /// Tells whether this one is among them.
    #[inline]
    pub(super) fn hold(&self, path: &str) -> bool {
        let mut single = self.single.iter();
        single.any(|single| are_same(single.as_bytes(), path.as_bytes())) || self.has_above(path)
    }

    /// Not where it is called: a single path, such as one that is asked for every second, is the shorter for it.
    #[inline(never)]
    fn has_above(&self, path: &str) -> bool {
        self.folders.iter().any(|folder| is_in(path, folder))
    }
}

/// `/health` and its like are two words of four bytes, which may overlap; comparing those takes no call.
#[inline]
fn are_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.first_chunk::<4>(), other.first_chunk::<4>()) {
        (Some(begin), Some(other_begin)) if one.len() <= 8 => {
            begin == other_begin && one.last_chunk::<4>() == other.last_chunk::<4>()
        }
        _ => one == other,
    }
}

/// What might be another path to what serves it is not meant: what has a `%` or a `..` below the folder.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| !rest.contains('%') && !rest.contains(".."))
}

impl fmt::Debug for ClearPaths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(&self.folders)
            .entries(&self.single)
            .finish()
    }
}
