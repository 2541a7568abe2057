//! Outage: what becomes of sessions while their store does not answer.

/// What becomes of sessions while their store does not answer.
///
/// Writes always keep their promise: one that cannot be stored is an error, never a success.
///
/// # Examples
///
/// ```
/// use onionskin::{MemoryStore, Sessions, session::WhenStoreIsDown};
///
/// let shop = Sessions::<Vec<u32>>::new(MemoryStore::new())
///     .when_store_is_down(WhenStoreIsDown::FailOpen);
/// assert!(format!("{shop:?}").contains("FailOpen"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenStoreIsDown {
    /// Every use of a session is an error, which the client hears of as 503 with `Retry-After`.
    #[default]
    FailClosed,
    /// Reading finds an empty session, and a line in the log says why; writing is an error.
    ///
    /// The client keeps its cookie, so all is there again when the store returns.
    ///
    /// # Security
    ///
    /// Visitors who are logged in look as if they were not. Choose it only if the application then
    /// shows less, never more.
    FailOpen,
}
