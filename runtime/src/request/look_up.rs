//! `LookUp`: finds a header among a few faster than its hash does.

use http::{HeaderMap, HeaderName, HeaderValue};

/// Up to so many names it is quicker to compare each than to hash the one that is sought.
const FEW: usize = 10;

/// The header is there twice, or more often.
#[derive(Debug, PartialEq)]
pub(crate) struct Several;

/// Looks for headers that most requests do not have.
///
/// `HeaderMap` hashes the name before it can say that there is none, which takes a hundred instructions; to
/// compare it with another takes seven.
pub(crate) trait LookUp {
    /// Tells whether a header is there.
    fn has(&self, name: &HeaderName) -> bool;

    /// Gives the value of a header, the first where there are several.
    fn first(&self, name: &HeaderName) -> Option<&HeaderValue>;

    /// Gives the value of a header that must not be there twice.
    fn single(&self, name: &HeaderName) -> Result<Option<&HeaderValue>, Several>;
}

impl LookUp for HeaderMap {
    #[inline]
    fn has(&self, name: &HeaderName) -> bool {
        if self.keys_len() > FEW {
            return self.contains_key(name);
        }
        self.keys().any(|known| known == name)
    }

    #[inline]
    fn first(&self, name: &HeaderName) -> Option<&HeaderValue> {
        if self.keys_len() > FEW {
            return self.get(name);
        }
        let mut all = self.iter();
        all.find_map(|(known, value)| (known == name).then_some(value))
    }

    #[inline]
    fn single(&self, name: &HeaderName) -> Result<Option<&HeaderValue>, Several> {
        if self.keys_len() <= FEW {
            let Some(place) = self.keys().position(|known| known == name) else {
                return Ok(None);
            };
            // Where no header is there twice, they are as many as their names.
            if self.len() == self.keys_len() {
                return Ok(self.values().nth(place));
            }
        }
        let mut values = self.get_all(name).iter();
        only(values.next(), values.next())
    }
}

#[inline]
fn only<'a>(
    first: Option<&'a HeaderValue>,
    second: Option<&'a HeaderValue>,
) -> Result<Option<&'a HeaderValue>, Several> {
    match second {
        None => Ok(first),
        Some(_) => Err(Several),
    }
}

#[cfg(test)]
mod tests {
    use http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{ACCEPT, ORIGIN, UPGRADE},
    };

    use super::{FEW, LookUp, Several};

    #[test]
    fn few_headers_and_many_are_searched_alike() {
        let custom = HeaderName::from_static("sec-fetch-site");
        for others in [0, 1, FEW - 2, FEW - 1, FEW, 3 * FEW] {
            let mut headers: HeaderMap = (0..others)
                .map(|number| {
                    let name = format!("x-other-{number}");
                    (
                        name.parse().expect("a name"),
                        HeaderValue::from_static("other"),
                    )
                })
                .collect();
            assert!(!headers.has(&ORIGIN) && !headers.has(&custom));
            assert_eq!(headers.single(&ORIGIN), Ok(None));

            headers.append(ORIGIN, HeaderValue::from_static("first"));
            let first = HeaderValue::from_static("first");
            assert_eq!(headers.single(&ORIGIN), Ok(Some(&first)));
            headers.insert(custom.clone(), HeaderValue::from_static("same-origin"));
            assert_eq!(headers.single(&custom), Ok(headers.get(&custom)));
            assert_eq!(headers.single(&ORIGIN), Ok(headers.get(&ORIGIN)));

            headers.append(ORIGIN, HeaderValue::from_static("second"));
            headers.insert(custom.clone(), HeaderValue::from_static("none"));
            assert!(headers.has(&ORIGIN) && headers.has(&custom), "{others}");
            assert_eq!(headers.single(&ORIGIN), Err(Several));
            assert_eq!(headers.first(&ORIGIN), Some(&first));
            assert_eq!(headers.first(&ACCEPT), None);
            assert_eq!(headers.single(&custom), Ok(headers.get(&custom)));
            assert!(!headers.has(&UPGRADE) && !headers.has(&ACCEPT));
        }
    }
}
