//! Look-up: the router alone, which routing is measured against.

use std::hint::black_box;

use onionskin_benches::contract::{LOOK_UPS, look_ups, patterns};

use super::Error;

/// The argument that asks this program for it.
pub(crate) const NAME: &str = "matchit-alone";

pub(crate) fn run(routes: &str, calls: &str) -> Result<(), Error> {
    let mut table = matchit::Router::new();
    let routes = routes.parse()?;
    for pattern in patterns(routes) {
        table.insert(pattern, pattern)?;
    }
    let calls = calls.parse()?;
    for (path, pattern) in LOOK_UPS[..look_ups(routes)].iter().cycle().take(calls) {
        let found = table.at(black_box(path))?;
        // The captures are part of the answer.
        black_box(&found);
        if found.value.len() != pattern.len() {
            return Err("another route was found".into());
        }
    }
    Ok(())
}
