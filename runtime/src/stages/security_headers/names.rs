//! Names: tells answers that have none of some headers from those that may.

use http::{HeaderMap, HeaderName};

/// A set of names that forgets what exactly is in it.
///
/// To find out that none of a dozen headers is there takes a dozen hashes; most answers have few headers, and
/// to see that none of those is one of ours takes a look at each.
#[derive(Clone, Debug, Default)]
pub(super) struct Names([u64; 4]);

impl Names {
    pub(super) fn add(&mut self, name: &HeaderName) {
        let (word, bit) = place(name);
        self.0[word] |= bit;
    }

    /// Tells whether one of the names may be among the headers; `false` is certain.
    #[inline]
    pub(super) fn may_be_in(&self, headers: &HeaderMap) -> bool {
        headers.keys().any(|name| {
            let (word, bit) = place(name);
            self.0[word] & bit != 0
        })
    }
}

/// Where a name is: by its length and its ends, which differ enough among the names that there are.
#[inline]
fn place(name: &HeaderName) -> (usize, u64) {
    let text = name.as_str().as_bytes();
    let (Some(first), Some(last)) = (text.first(), text.last()) else {
        return (0, 1);
    };
    let sum = 2 * text.len() + 3 * usize::from(*last) + usize::from(*first);
    (sum / 64 % 4, 1 << (sum % 64))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::Names;
    use crate::SecurityHeaders;

    fn answer(names: &[&'static str]) -> HeaderMap {
        let names = names.iter().map(|name| HeaderName::from_static(name));
        names
            .map(|name| (name, HeaderValue::from_static("")))
            .collect()
    }

    #[test]
    fn a_name_that_was_added_is_found_among_others() {
        let mut names = Names::default();
        assert!(!names.may_be_in(&answer(&["server", "x-mine"])));
        names.add(&HeaderName::from_static("x-mine"));
        assert!(names.may_be_in(&answer(&["content-type", "x-mine"])));
        assert!(!names.may_be_in(&answer(&["content-type", "vary"])));
    }

    #[test]
    fn what_answers_usually_have_is_taken_for_none_of_ours() {
        let usual = [
            "access-control-allow-credentials",
            "access-control-allow-origin",
            "cache-control",
            "content-length",
            "content-type",
            "date",
            "etag",
            "last-modified",
            "location",
            "set-cookie",
            "vary",
            "x-request-id",
        ];
        for headers in [
            SecurityHeaders::new(),
            SecurityHeaders::web(),
            SecurityHeaders::api(),
        ] {
            assert!(!headers.ours.may_be_in(&answer(&usual)), "{headers:?}");
            assert!(headers.ours.may_be_in(&answer(&["server"])));
            assert!(headers.ours.may_be_in(&answer(&["x-frame-options"])));
        }
    }
}
