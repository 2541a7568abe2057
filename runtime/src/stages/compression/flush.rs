//! Flush: when what the encoder holds back is sent.

/// When a streamed response gives away what the encoder still holds.
///
/// An encoder waits for more before it writes, because that packs better; a client waits for what it
/// holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flush {
    /// When the body has nothing more to give for now.
    #[default]
    OnIdle,
    /// After each piece of the body.
    EveryFrame,
    /// At the end only.
    Never,
}
