//! Form: looks for a token in the body of a request, and leaves the body as it was.

#[cfg(feature = "multipart")]
mod multipart;
mod tee;
mod urlencoded;

use std::time::Duration;

use self::tee::Tee;
use super::seal::LETTERS;
use crate::{BodyError, Request, RequestExt, stages::csrf::CsrfRejection};

/// How many fields a form may have.
const MAX_FIELDS: usize = 1000;

/// How much of a form may be kept while a token is looked for, and for how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct FormLimits {
    pub(super) bytes: usize,
    pub(super) time: Duration,
    /// How long a token may be at most.
    pub(super) letters: usize,
}

/// What a body says it is.
enum Kind {
    Urlencoded,
    /// With its boundary, if that can be one.
    #[cfg(feature = "multipart")]
    Multipart(Result<String, CsrfRejection>),
    Other,
}

impl Default for FormLimits {
    fn default() -> Self {
        Self {
            bytes: 2 * 1024 * 1024,
            time: Duration::from_secs(30),
            letters: LETTERS,
        }
    }
}

impl FormLimits {
    /// Gives the value of the field `name`, if the body is a form that has it.
    ///
    /// Afterwards the body is again what it was.
    pub(super) async fn find(
        self,
        request: &mut Request,
        name: &str,
    ) -> Result<Option<String>, CsrfRejection> {
        let kind = kind(request.content_type().unwrap_or_default());
        if matches!(kind, Kind::Other) {
            return Ok(None);
        }
        if request.body().is_taken() {
            return Err(CsrfRejection::Body(BodyError::Taken));
        }
        let mut tee = Tee::new(request.body_mut(), self.bytes);
        let search = async {
            match kind {
                Kind::Urlencoded => urlencoded::find(&mut tee, name, self.letters).await,
                #[cfg(feature = "multipart")]
                Kind::Multipart(boundary) => {
                    multipart::find(&mut tee, boundary?, name, self.letters).await
                }
                Kind::Other => Ok(None),
            }
        };
        let Ok(found) = tokio::time::timeout(self.time, search).await else {
            return Err(CsrfRejection::Slow { limit: self.time });
        };
        let found = found?;
        tee.put_back();
        Ok(found)
    }
}

/// Reads a `Content-Type`, the whole of the media type and not its beginning.
fn kind(content_type: &str) -> Kind {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Kind::Urlencoded;
    }
    #[cfg(feature = "multipart")]
    if essence.eq_ignore_ascii_case("multipart/form-data") {
        return Kind::Multipart(multipart::boundary(content_type));
    }
    Kind::Other
}
