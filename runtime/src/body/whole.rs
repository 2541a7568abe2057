//! Whole: a body in one piece, as it is or as it is read.

use std::{future::poll_fn, mem, pin::Pin};

use bytes::Bytes;
use http_body::Body as _;

use super::{Body, BodyError, Kind};

impl Body {
    /// Reads the whole body, at most `limit` bytes.
    ///
    /// A body that announces more is refused before anything is read. Bytes that came in one piece are
    /// not copied. Trailers are dropped.
    ///
    /// # Errors
    ///
    /// [`BodyError::TooLarge`] when more than `limit` bytes come, [`BodyError::Taken`] when the body was
    /// taken before, [`BodyError::Broken`] when it ends in an error; a [`BodyError`] that the body itself
    /// ends in is passed on.
    ///
    /// # Cancel safety
    ///
    /// What was read is lost when the future is dropped.
    pub async fn into_bytes(mut self, limit: usize) -> Result<Bytes, BodyError> {
        match &mut self.0 {
            Kind::Taken => return Err(BodyError::Taken),
            Kind::Empty => return Ok(Bytes::new()),
            Kind::Full(bytes) if bytes.len() <= limit => return Ok(mem::take(bytes)),
            Kind::Owned(bytes) if bytes.len() <= limit => return Ok(mem::take(bytes).into()),
            _ => {}
        }
        if exceeds(self.size_hint().lower(), limit) {
            return Err(BodyError::TooLarge { limit });
        }
        let mut first = Bytes::new();
        let mut rest: Option<Vec<u8>> = None;
        let mut length = 0_usize;
        while let Some(frame) = poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
            let Ok(chunk) = frame.map_err(BodyError::from)?.into_data() else {
                continue;
            };
            length = length.saturating_add(chunk.len());
            if length > limit {
                return Err(BodyError::TooLarge { limit });
            }
            match &mut rest {
                None if first.is_empty() => first = chunk,
                None => {
                    let room = room_for(length, self.size_hint().exact());
                    let gathered = rest.insert(Vec::with_capacity(room));
                    gathered.extend_from_slice(&first);
                    gathered.extend_from_slice(&chunk);
                }
                Some(rest) => {
                    if rest.capacity() < length {
                        let room = room_for(length, self.size_hint().exact());
                        rest.reserve_exact(room - rest.len());
                    }
                    rest.extend_from_slice(&chunk);
                }
            }
        }
        Ok(rest.map_or(first, Bytes::from))
    }

    /// Tells whether all of it is there already.
    #[inline]
    pub(crate) const fn is_whole(&self) -> bool {
        matches!(
            self.0,
            Kind::Empty | Kind::Taken | Kind::Full(_) | Kind::Owned(_)
        )
    }

    /// Tells, at no cost, whether all of it is there and less than this; `false` says nothing.
    #[cfg(feature = "compression")]
    #[inline]
    pub(crate) const fn is_whole_below(&self, least: u64) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Taken => least > 0,
            Kind::Full(bytes) => (bytes.len() as u64) < least,
            Kind::Owned(bytes) => (bytes.len() as u64) < least,
            Kind::Incoming(_) | Kind::Streaming(_) | Kind::Limited(_) => false,
        }
    }

    /// Takes the bytes when all of them are there, and they are not more than these.
    #[cfg(feature = "compression")]
    pub(crate) fn take_whole(&mut self, most: usize) -> Option<Bytes> {
        match &mut self.0 {
            Kind::Full(bytes) if bytes.len() <= most => Some(mem::take(bytes)),
            Kind::Owned(bytes) if bytes.len() <= most => Some(mem::take(bytes).into()),
            _ => None,
        }
    }

    /// The bytes of a body that is here in one piece.
    #[inline]
    pub(crate) fn in_memory(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Full(bytes) => Some(bytes),
            Kind::Owned(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// How much to set aside for what came and what is announced. Perhaps nothing of that comes, so it is not more than
/// four times what did.
fn room_for(came: usize, announced: Option<u64>) -> usize {
    let left = announced.map_or(came, |left| usize::try_from(left).unwrap_or(usize::MAX));
    came.saturating_add(left.min(came.saturating_mul(3)))
}

/// Tells whether an announced length is over the limit, whatever the width of `usize`.
pub(crate) fn exceeds(announced: u64, limit: usize) -> bool {
    usize::try_from(announced).map_or(true, |announced| announced > limit)
}
