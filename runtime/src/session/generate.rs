//! Generate: where new session ids come from.

use crate::{Response, session::SessionId};

/// Makes session ids.
///
/// # Security
///
/// An id must hold at least 64 bits that nobody can guess; [`SessionId::random`] sees to that. Ids
/// made from text are refused below 11 characters.
pub trait GenerateId: Send + Sync + 'static {
    /// Makes an id, or gives a response that ends the request.
    fn generate(&self) -> impl Future<Output = Result<SessionId, Response>> + Send;
}

/// Draws ids of 256 bits from the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomGenerator;

impl GenerateId for RandomGenerator {
    fn generate(&self) -> impl Future<Output = Result<SessionId, Response>> + Send {
        std::future::ready(Ok(SessionId::random::<256>()))
    }
}
