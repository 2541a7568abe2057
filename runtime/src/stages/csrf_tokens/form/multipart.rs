//! Multipart: a token among the parts of a form with files.

use multer::{Field, Multipart};

use super::{MAX_FIELDS, tee::Tee};
use crate::stages::csrf::CsrfRejection;

/// How long a boundary may be (RFC 2046, section 5.1.1).
const LONGEST_BOUNDARY: usize = 70;

/// Reads the boundary out of the `Content-Type`.
pub(super) fn boundary(content_type: &str) -> Result<String, CsrfRejection> {
    let boundary = multer::parse_boundary(content_type);
    boundary
        .ok()
        .filter(|boundary| (1..=LONGEST_BOUNDARY).contains(&boundary.len()))
        .ok_or(CsrfRejection::MalformedForm)
}

/// Reads parts until it comes to the first of that name; what follows is not read.
pub(super) async fn find(
    tee: &mut Tee<'_>,
    boundary: String,
    name: &str,
    letters: usize,
) -> Result<Option<String>, CsrfRejection> {
    let found = search(Multipart::new(&mut *tee, boundary), name, letters).await;
    match tee.take_failure() {
        Some(failure) => Err(CsrfRejection::Body(failure)),
        None => found,
    }
}

async fn search(
    mut form: Multipart<'_>,
    name: &str,
    letters: usize,
) -> Result<Option<String>, CsrfRejection> {
    for _ in 0..MAX_FIELDS {
        match form.next_field().await {
            Ok(Some(part)) if part.name() == Some(name) && part.file_name().is_none() => {
                return read(part, letters).await.map(Some);
            }
            Ok(Some(_)) => {}
            Ok(None) => return Ok(None),
            Err(_) => return Err(CsrfRejection::MalformedForm),
        }
    }
    match form.next_field().await {
        Ok(None) => Ok(None),
        _ => Err(CsrfRejection::TooManyFields),
    }
}

/// Reads a value; what is longer than a token is none, whatever it says.
async fn read(mut part: Field<'_>, letters: usize) -> Result<String, CsrfRejection> {
    let mut value = Vec::with_capacity(letters);
    while let Some(chunk) = part
        .chunk()
        .await
        .map_err(|_| CsrfRejection::MalformedForm)?
    {
        if value.len() + chunk.len() > letters {
            return Err(CsrfRejection::WrongToken);
        }
        value.extend_from_slice(&chunk);
    }
    String::from_utf8(value).map_err(|_| CsrfRejection::WrongToken)
}
