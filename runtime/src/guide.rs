//! The guide: what the reference does not tell in one place.

#[doc = include_str!("../docs/ordering.md")]
pub mod ordering {}

#[doc = include_str!("../docs/writing_a_stage.md")]
pub mod writing_a_stage {}

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[cfg(feature = "testing")]
#[doc = include_str!("../docs/testing.md")]
pub mod testing {}
