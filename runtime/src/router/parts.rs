//! Parts: what a pattern names, and where that is in a path which it matches.

use std::{ops::Range, sync::Arc};

/// What a nested stack takes below its prefix; not a part that anybody has named.
pub(super) const BELOW: &str = "__rest";

/// The parts of one pattern, outermost first: `item` and `rest` of `/cart/{item}/{*rest}`.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) names: Arc<[Box<str>]>,
    places: Box<[Place]>,
}

/// Where a part is, seen from the end of the one before.
#[derive(Debug)]
struct Place {
    /// How many bytes stand between them.
    before: usize,
    /// How many bytes stand after it in its segment.
    after: usize,
    /// Whether its segment is not the path's last, so that its end has to be looked for.
    inner: bool,
}

impl Parts {
    pub(super) fn of(pattern: &str) -> Self {
        let (mut names, mut places) = (Vec::new(), Vec::new());
        let mut rest = pattern;
        while let Some((before, name, after)) = next(rest) {
            rest = after;
            let own = name.trim_start_matches('*');
            if own == BELOW {
                continue;
            }
            let (suffix, inner) = match (name.strip_prefix('*'), after.split_once('/')) {
                (None, Some((suffix, _))) => (suffix, true),
                _ => (after, false),
            };
            names.push(Box::from(own));
            places.push(Place {
                before: length(before),
                after: length(suffix),
                inner,
            });
        }
        Self {
            names: names.into(),
            places: places.into(),
        }
    }

    /// Where the parts are in a path that the pattern matches.
    #[inline]
    pub(super) fn places(&self, path: &str) -> impl Iterator<Item = Range<usize>> {
        let bytes = path.as_bytes();
        let mut at = 0;
        self.places.iter().map(move |place| {
            let start = at + place.before;
            let segment = bytes.get(start..).unwrap_or_default();
            let whole = if place.inner {
                segment.iter().position(|byte| *byte == b'/')
            } else {
                None
            };
            at = start + whole.unwrap_or(segment.len()).saturating_sub(place.after);
            start..at
        })
    }
}

/// What stands before the next part, its name, and what stands after it.
fn next(pattern: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let brace = from + pattern.get(from..)?.find('{')?;
        if !pattern[brace..].starts_with("{{") {
            let (name, after) = pattern[brace + 1..].split_once('}')?;
            return Some((&pattern[..brace], name, after));
        }
        from = brace + 2;
    }
}

/// The length of what a text of a pattern stands for: a doubled brace is one.
fn length(text: &str) -> usize {
    text.len() - text.matches("{{").count() - text.matches("}}").count()
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn the_parts_are_where_the_router_has_seen_them() {
        for (pattern, path) in [
            ("/{a}", "/one"),
            ("/cart/{item}", "/cart/7"),
            ("/cart/{item}/", "/cart/7/"),
            ("/cart/{item}/{*rest}", "/cart/7/a/b/c"),
            ("/{*rest}", "/a/b"),
            (
                "/{shop}/items/{item}/lots/{lot}",
                "/b%C3%A4r/items/22/lots/1",
            ),
            ("/files/{name}.json", "/files/a.b.json"),
            ("/v{version}/x", "/v12/x"),
            ("/{{a}}/{b}/c", "/{a}/bb/c"),
            ("/@{user}-{{}}/{b}", "/@ada-{}/bb"),
            ("/shops/{shop}/{*__rest}", "/shops/berlin/deep/down"),
        ] {
            let mut router = matchit::Router::new();
            router.insert(pattern, ()).expect("a pattern");
            let found = router.at(path).expect("a path that fits");
            let seen: Vec<_> = found
                .params
                .iter()
                .filter(|(name, _)| *name != super::BELOW)
                .collect();
            let parts = Parts::of(pattern);
            let own: Vec<_> = parts
                .names
                .iter()
                .map(|name| &**name)
                .zip(parts.places(path).map(|place| &path[place]))
                .collect();
            assert_eq!(own, seen, "{pattern}");
        }
    }
}
