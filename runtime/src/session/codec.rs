//! Codec: how a session's data is written down.

use std::{error::Error, fmt};

use serde::{Serialize, de::DeserializeOwned};

use crate::session::SessionData;

/// Writes a session's data as bytes, and reads it back.
///
/// The default is [`JsonCodec`]. Data that does not decode is an empty session and a line in the
/// log, so a change of the codec ends the sessions that there are, and breaks none.
///
/// # Examples
///
/// ```
/// use onionskin::{
///     MemoryStore, Sessions,
///     session::{Codec, CodecError},
/// };
/// use serde::{Serialize, de::DeserializeOwned};
///
/// /// JSON that people can read in the store.
/// struct Spread;
///
/// impl Codec for Spread {
///     const NAME: &'static str = "spread JSON";
///
///     fn encode<T: Serialize>(&self, data: &T) -> Result<Vec<u8>, CodecError> {
///         serde_json::to_vec_pretty(data).map_err(CodecError::new)
///     }
///
///     fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, CodecError> {
///         serde_json::from_slice(bytes).map_err(CodecError::new)
///     }
/// }
///
/// let sessions = Sessions::<u64>::new(MemoryStore::new()).codec(Spread);
/// # drop(sessions);
/// assert_eq!(Spread.decode::<u64>(&Spread.encode(&7).unwrap()).unwrap(), 7);
/// ```
pub trait Codec: Send + Sync + 'static {
    /// What logs call it.
    const NAME: &'static str;

    /// Writes the data.
    ///
    /// # Errors
    ///
    /// When the data cannot be written so.
    fn encode<T: Serialize>(&self, data: &T) -> Result<Vec<u8>, CodecError>;

    /// Reads what [`encode`](Self::encode) has written; anything else must be an error.
    ///
    /// # Errors
    ///
    /// When the bytes are no such data.
    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, CodecError>;
}

/// Keeps data as JSON, which people can read and every language understands.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonCodec;

impl Codec for JsonCodec {
    const NAME: &'static str = "JSON";

    #[inline]
    fn encode<T: Serialize>(&self, data: &T) -> Result<Vec<u8>, CodecError> {
        serde_json::to_vec(data).map_err(CodecError::new)
    }

    #[inline]
    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, CodecError> {
        serde_json::from_slice(bytes).map_err(|error| {
            let place = format!("line {} column {}", error.line(), error.column());
            CodecError::new(error).at(place)
        })
    }
}

/// Keeps data as `MessagePack` with the names of its fields, which is smaller than JSON.
///
/// # Examples
///
/// ```
/// use onionskin::{MemoryStore, Sessions, session::MessagePackCodec};
///
/// let sessions = Sessions::<Vec<u32>>::new(MemoryStore::new()).codec(MessagePackCodec);
/// # drop(sessions);
/// ```
#[cfg(feature = "messagepack-sessions")]
#[derive(Clone, Copy, Debug, Default)]
pub struct MessagePackCodec;

#[cfg(feature = "messagepack-sessions")]
impl Codec for MessagePackCodec {
    const NAME: &'static str = "MessagePack";

    fn encode<T: Serialize>(&self, data: &T) -> Result<Vec<u8>, CodecError> {
        // With names, so that a field can be added or moved later.
        rmp_serde::to_vec_named(data).map_err(CodecError::new)
    }

    fn decode<T: DeserializeOwned>(&self, mut bytes: &[u8]) -> Result<T, CodecError> {
        let data = rmp_serde::from_read(&mut bytes).map_err(CodecError::new)?;
        if bytes.is_empty() {
            Ok(data)
        } else {
            Err(CodecError::new("there is more than the data").at("the end"))
        }
    }
}

/// Why data could not be encoded or decoded.
///
/// Neither `Display` nor `Debug` shows the cause, which may quote the data; `source` gives it.
pub struct CodecError {
    place: String,
    cause: Box<dyn Error + Send + Sync>,
}

impl CodecError {
    /// Keeps the cause for `source`.
    #[must_use]
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            place: String::new(),
            cause: cause.into(),
        }
    }

    /// Says where in the bytes the mistake is. It goes to the log, so it must not quote the data.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Debug for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodecError")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data of a session could not be encoded or decoded")
    }
}

impl Error for CodecError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// The object-safe face of a [`Codec`], for data of one type.
pub(crate) trait AnyCodec<T>: Send + Sync {
    fn name(&self) -> &'static str;
    fn encode(&self, data: &T) -> Result<Vec<u8>, CodecError>;
    fn decode(&self, bytes: &[u8]) -> Result<T, CodecError>;
}

impl<T: SessionData, C: Codec> AnyCodec<T> for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn encode(&self, data: &T) -> Result<Vec<u8>, CodecError> {
        Codec::encode(self, data)
    }

    fn decode(&self, bytes: &[u8]) -> Result<T, CodecError> {
        Codec::decode(self, bytes)
    }
}
