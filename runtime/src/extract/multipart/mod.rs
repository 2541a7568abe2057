//! Multipart: the parts of a form with files.

mod allowance;
mod error;
mod part;
mod pieces;

use std::fmt;

use http::header::CONTENT_LENGTH;
use multer::Field;

use self::{allowance::Allowance, pieces::Pieces};
use super::FromRequest;
use crate::{Body, BodyError, Request, RequestExt, body::exceeds};
pub use error::MultipartError;
pub use part::FormPart;

/// Takes the parts of a form with files, `multipart/form-data`, one after the other as they come.
///
/// Nothing is kept that is not asked for: a file goes through the hands of the handler piece by piece. The
/// whole form may have [`RequestExt::body_limit`](crate::RequestExt::body_limit) bytes, which a
/// [`BodyLimit`](crate::BodyLimit) on the route raises for uploads.
///
/// With the cargo feature `multipart`, which is on unless told otherwise.
///
/// # Examples
///
/// ```
/// use onionskin::{Multipart, MultipartError, prelude::*};
///
/// #[handler]
/// async fn upload(mut form: Multipart) -> Result<String, MultipartError> {
///     let (mut title, mut size) = (String::new(), 0);
///     while let Some(mut part) = form.next_part().await? {
///         if part.name() == "title" {
///             title = part.text().await?;
///         } else if part.is_file() {
///             while let Some(piece) = part.chunk().await? {
///                 size += piece.len();
///             }
///         }
///     }
///     Ok(format!("{title}: {size} bytes"))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     BodyLimit::new().bytes(100 * 1024 * 1024),
///     => routes { POST "/upload" => upload }
/// };
/// # #[cfg(feature = "testing")] {
/// let form = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nOnions\r\n\
///             --b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n12345\r\n\
///             --b--\r\n";
/// let sent = onionskin::TestClient::new(app)
///     .post("/upload")
///     .header("content-type", "multipart/form-data; boundary=b")
///     .body(form);
/// assert_eq!(sent.await.text().await, "Onions: 5 bytes");
/// # }
/// # }
/// ```
///
/// # Limits
///
/// | of | unless told otherwise | beyond it |
/// |---|---|---|
/// | the whole form | 2 MiB | 413 |
/// | [`max_fields`](Self::max_fields), parts that are no files | 1000 | 400 |
/// | [`max_files`](Self::max_files) | 1000 | 400 |
/// | [`max_field_bytes`](Self::max_field_bytes), of one part that is no file | 1 MiB | 413 |
/// | [`max_file_bytes`](Self::max_file_bytes), of one file | that of the form | 413 |
/// | the head of a part | 8 KiB and a little | 400 |
///
/// # Errors
///
/// [`MultipartError`] says which status each mistake gets.
///
/// Source: RFC 7578; RFC 2046, section 5.1.
pub struct Multipart {
    form: multer::Multipart<'static>,
    current: Option<Field<'static>>,
    allowance: Allowance,
    limits: Limits,
    fields: usize,
    files: usize,
}

/// What the parts of a form may be.
#[derive(Clone, Copy, Debug)]
struct Limits {
    fields: usize,
    files: usize,
    field_bytes: usize,
    file_bytes: usize,
}

/// How long a boundary may be: RFC 2046, section 5.1.1.
const LONGEST_BOUNDARY: usize = 70;

impl Multipart {
    /// Takes at most so many parts that are no files.
    #[must_use]
    pub fn max_fields(mut self, count: usize) -> Self {
        self.limits.fields = count;
        self
    }

    /// Takes at most so many files.
    #[must_use]
    pub fn max_files(mut self, count: usize) -> Self {
        self.limits.files = count;
        self
    }

    /// Takes parts that are no files up to so many bytes each.
    #[must_use]
    pub fn max_field_bytes(mut self, bytes: usize) -> Self {
        self.limits.field_bytes = bytes;
        self
    }

    /// Takes files up to so many bytes each.
    #[must_use]
    pub fn max_file_bytes(mut self, bytes: usize) -> Self {
        self.limits.file_bytes = bytes;
        self
    }

    /// Gives the next part; what was not read of the one before is skipped.
    ///
    /// # Errors
    ///
    /// [`MultipartError`], after which there is nothing more to read.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped: the next call goes on.
    pub async fn next_part(&mut self) -> Result<Option<FormPart<'_>>, MultipartError> {
        if let Some(skipped) = &mut self.current {
            while skipped.chunk().await?.is_some() {}
            self.current = None;
        }
        self.allowance.begin_head();
        let next = self.form.next_field().await;
        self.allowance.end_head();
        let Some(field) = next? else {
            return Ok(None);
        };
        if field.name().is_none() {
            return Err(MultipartError::Malformed("a part has no name".into()));
        }
        let (count, most) = match field.file_name() {
            Some(_) => (&mut self.files, self.limits.files),
            None => (&mut self.fields, self.limits.fields),
        };
        *count += 1;
        if *count > most {
            return Err(MultipartError::TooManyParts { limit: most });
        }
        let limit = match field.file_name() {
            Some(_) => self.limits.file_bytes,
            None => self.limits.field_bytes,
        };
        Ok(Some(FormPart::new(self.current.insert(field), limit)))
    }
}

impl FromRequest for Multipart {
    type Rejection = MultipartError;

    async fn from_request(req: &mut Request) -> Result<Self, MultipartError> {
        let content_type = req.content_type().unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("multipart/form-data") {
            return Err(MultipartError::ContentType);
        }
        let boundary = multer::parse_boundary(content_type)
            .ok()
            .filter(|boundary| (1..=LONGEST_BOUNDARY).contains(&boundary.len()))
            .ok_or(MultipartError::Boundary)?;
        let limit = req.body_limit();
        let announced = req.header(CONTENT_LENGTH);
        let announced = announced.and_then(|text| text.parse().ok());
        if !req.body().is_taken() && announced.is_some_and(|length| exceeds(length, limit)) {
            return Err(MultipartError::Body(BodyError::TooLarge { limit }));
        }
        let body = Body::from_request(req)
            .await
            .map_err(MultipartError::Body)?;
        let allowance = Allowance::default();
        let pieces = Pieces::new(body, limit, allowance.clone());
        Ok(Self {
            form: multer::Multipart::new(pieces, boundary),
            current: None,
            allowance,
            limits: Limits {
                fields: 1000,
                files: 1000,
                field_bytes: 1024 * 1024,
                file_bytes: usize::MAX,
            },
            fields: 0,
            files: 0,
        })
    }
}

impl fmt::Debug for Multipart {
    /// Prints nothing of the form.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Multipart")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
