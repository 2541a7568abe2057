//! `FormPart`: one field, or one file, of a form.

use std::fmt;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header::CONTENT_TYPE};
use multer::Field;

use super::MultipartError;

/// One field, or one file, of a form; given by [`Multipart::next_part`](super::Multipart::next_part).
pub struct FormPart<'a> {
    field: &'a mut Field<'static>,
    limit: usize,
    read: usize,
}

impl<'a> FormPart<'a> {
    pub(super) fn new(field: &'a mut Field<'static>, limit: usize) -> Self {
        Self {
            field,
            limit,
            read: 0,
        }
    }

    /// Gives the name of the field.
    #[must_use]
    pub fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// Tells whether it is a file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.field.file_name().is_some()
    }

    /// Gives the name of the file, as the client says.
    ///
    /// # Security
    ///
    /// It may be any text, `../../etc/passwd` among them. Never make a path of it.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.field.file_name()
    }

    /// Gives the `Content-Type` of the part, as the client says.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Gives the headers of the part.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.field.headers()
    }

    /// Gives the next piece of the part, and nothing at its end.
    ///
    /// # Errors
    ///
    /// [`MultipartError`] when the form breaks off, or a limit is reached.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, MultipartError> {
        let Some(chunk) = self.field.chunk().await? else {
            return Ok(None);
        };
        self.read = self.read.saturating_add(chunk.len());
        if self.read > self.limit {
            return Err(MultipartError::PartTooLarge { limit: self.limit });
        }
        Ok(Some(chunk))
    }

    /// Gives what is left of the part, in memory.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk).
    pub async fn bytes(mut self) -> Result<Bytes, MultipartError> {
        let first = self.chunk().await?.unwrap_or_default();
        let Some(second) = self.chunk().await? else {
            return Ok(first);
        };
        let mut bytes = BytesMut::from(first);
        bytes.extend_from_slice(&second);
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    }

    /// Gives what is left of the part as text.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), and [`MultipartError::NotUtf8`].
    pub async fn text(self) -> Result<String, MultipartError> {
        let bytes = self.bytes().await?;
        String::from_utf8(bytes.into()).map_err(|error| MultipartError::NotUtf8(error.utf8_error()))
    }
}

impl fmt::Debug for FormPart<'_> {
    /// Prints the name, and nothing of the contents.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FormPart")
            .field("name", &self.name())
            .field("file_name", &self.file_name())
            .finish_non_exhaustive()
    }
}
