//! Urlencoded: `a=1&b=2`, the text of queries and forms.

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

/// Reads the fields; the parser below replaces what is not UTF-8, so that is refused before.
pub(super) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, Misfit> {
    if text.split(|&byte| byte == b'&').nth(MAX_FIELDS).is_some() {
        return Err(Misfit::TooManyFields);
    }
    percent_decode(text)
        .decode_utf8()
        .map_err(Misfit::NotUtf8)?;
    let fields = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text));
    serde_path_to_error::deserialize(fields).map_err(|error| Misfit::Data {
        field: Field::of(error.path(), error.inner()),
        source: error.into_inner().into(),
    })
}
