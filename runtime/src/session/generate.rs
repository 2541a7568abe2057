//! Generate: where new session ids come from.

use crate::{context::Needs, failure::Failure, session::SessionId};

/// Makes session ids: what `#[session_id_generator]` makes of a function.
///
/// # Security
///
/// An id must hold at least 64 bits that nobody can guess; [`SessionId::random`] sees to that. Ids
/// made from text are refused below 11 characters.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a session id generator",
    label = "not a session id generator",
    note = "write `#[session_id_generator]` above the function, and name it with braces: `new_session_id {{}}`"
)]
pub trait GenerateId: Send + Sync + 'static {
    /// What it borrows from the stack above the sessions, as a nest of pairs; most often `()`.
    type Needs: Needs;

    /// Makes an id, or gives the failure that ends the request.
    fn generate<'a>(
        &'a self,
        needs: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output = Result<SessionId, Failure>> + Send;
}

/// Draws ids of 256 bits from the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomGenerator;

#[diagnostic::do_not_recommend]
impl GenerateId for RandomGenerator {
    type Needs = ();

    fn generate(&self, (): ()) -> impl Future<Output = Result<SessionId, Failure>> + Send {
        std::future::ready(Ok(SessionId::random::<256>()))
    }
}
