//! Urlencoded: `a=1&b=2`, the text of queries and forms.

use memchr::{memchr, memchr_iter};
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use super::field::Field;
use crate::BoxError;

/// How many fields a query or a form may have.
pub(super) const MAX_FIELDS: usize = 1000;

/// Why a text is not the data asked for.
pub(super) enum Misfit {
    NotUtf8(std::str::Utf8Error),
    TooManyFields,
    Data { field: Field, source: BoxError },
}

/// Reads the fields.
pub(super) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, Misfit> {
    if memchr_iter(b'&', text).nth(MAX_FIELDS - 1).is_some() {
        return Err(Misfit::TooManyFields);
    }
    // The parser below replaces what is not UTF-8, so that is refused before.
    if memchr(b'%', text).is_some() {
        percent_decode(text).decode_utf8().map(drop)
    } else {
        str::from_utf8(text).map(drop)
    }
    .map_err(Misfit::NotUtf8)?;
    T::deserialize(fields(text)).or_else(|_| misfit(text))
}

/// Reads them once more, noting where: to note every step would be half the cost of reading what fits.
#[cold]
fn misfit<T: DeserializeOwned>(text: &[u8]) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(fields(text)).map_err(|error| Misfit::Data {
        field: Field::of(error.path(), error.inner()),
        source: error.into_inner().into(),
    })
}

fn fields(text: &[u8]) -> serde_urlencoded::Deserializer<'_> {
    serde_urlencoded::Deserializer::new(form_urlencoded::parse(text))
}
