//! Decoded: what a record's data was decoded to, for stores that share records in memory.

use std::{
    any::Any,
    fmt,
    sync::{Arc, OnceLock},
};

/// What a record's data was decoded to, for whoever reads the very same record again.
///
/// It is what decoding gave, not what was encoded: the two may differ. It counts for one codec only, and a
/// copy of the record, whose data may be changed, begins without.
#[derive(Default)]
pub(crate) struct Decoded(OnceLock<Known>);

struct Known {
    codec: u64,
    data: Arc<dyn Any + Send + Sync>,
}

impl Decoded {
    /// What this codec has decoded, if it has.
    #[inline]
    pub(super) fn get<T: Send + Sync + 'static>(&self, codec: u64) -> Option<Arc<T>> {
        let known = self.0.get().filter(|known| known.codec == codec)?;
        Arc::clone(&known.data).downcast().ok()
    }

    /// Keeps what this codec has decoded.
    pub(super) fn keep<T: Send + Sync + 'static>(&self, codec: u64, data: &Arc<T>) {
        let data = Arc::<T>::clone(data);
        // Of two that decode at once, either is right.
        let _ = self.0.set(Known { codec, data });
    }
}

impl Clone for Decoded {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Decoded {
    /// Records are equal by what is stored of them.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Decoded {}

impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decoded")
    }
}
