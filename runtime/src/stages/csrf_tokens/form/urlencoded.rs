//! Urlencoded: a token in `a=1&csrf_token=…`.

use std::{future::poll_fn, pin::Pin};

use futures_core::Stream;

use super::{MAX_FIELDS, tee::Tee};
use crate::{BodyError, stages::csrf::CsrfRejection};

/// Reads the whole form and gives the value of the field; two that differ are none.
pub(super) async fn find(
    tee: &mut Tee<'_>,
    name: &str,
    letters: usize,
) -> Result<Option<String>, CsrfRejection> {
    if tee.is_known_to_exceed() {
        let limit = tee.limit();
        return Err(CsrfRejection::Body(BodyError::TooLarge { limit }));
    }
    while poll_fn(|context| Pin::new(&mut *tee).poll_next(context))
        .await
        .is_some()
    {
        if let Some(failure) = tee.take_failure() {
            return Err(CsrfRejection::Body(failure));
        }
    }
    let text = tee.kept();
    if text.split(|&byte| byte == b'&').nth(MAX_FIELDS).is_some() {
        return Err(CsrfRejection::TooManyFields);
    }
    let mut found = None;
    for (_, value) in form_urlencoded::parse(text).filter(|(field, _)| field == name) {
        match &found {
            // What is longer than a token is none, whatever it says.
            None if value.len() <= letters => found = Some(value.into_owned()),
            Some(other) if *other == value => {}
            _ => return Err(CsrfRejection::WrongToken),
        }
    }
    Ok(found)
}
