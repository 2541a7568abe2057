//! Stage: one layer of the onion.

use crate::{
    Request, Response,
    context::{Args, Lends, Needs},
    describe::StageInfo,
    service::Service,
};

/// One layer of a stack: what `#[middleware]` and its siblings make of a function.
///
/// Written by hand only where the attributes cannot say it. `Needs` are the types that the stage
/// borrows from the stack above it, as a nest of pairs (`(Config, (Db, ()))`); `Lends` is what it
/// lends to everything below (`()`, or `Lend<User>`). The two make a stage of any size a type that
/// a function can return:
///
/// ```
/// use onionskin::prelude::*;
///
/// #[middleware(after)]
/// fn no_sniffing(res: &mut Response) {
///     res.headers_mut().insert("x-content-type-options", HeaderValue::from_static("nosniff"));
/// }
///
/// /// A fragment that needs nothing and lends nothing, for any number of stacks.
/// fn hardened() -> impl Stage<Needs = (), Lends = ()> {
///     middleware_stack! { no_sniffing }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stage",
    label = "not a stage",
    note = "a stage is a function with `#[middleware]`, or a stack without an end"
)]
pub trait Stage: Send + Sync {
    /// What the stage borrows from the stack above it.
    type Needs: Needs;
    /// What the stage lends to everything below it.
    type Lends: Lends;
    /// How a stack weaves the stage in: [`Around`](crate::stack::Around) for a frame of its own.
    type Form;
    /// The name in descriptions and logs.
    const NAME: &'static str;
    /// Whether a [`Timing`](crate::Timing) above shows it; a fragment shows its stages instead.
    #[doc(hidden)]
    const IS_TIMED: bool = true;

    /// Describes the stage for [`describe`](crate::App::describe); asked once, by the stack that
    /// takes the stage in.
    ///
    /// # Panics
    ///
    /// When the settings cannot work, with a sentence that says why.
    fn describe(&self) -> StageInfo;

    /// Answers the request, most often by calling `rest`.
    fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Args<Self::Needs, I>,
        S: Service<<Self::Lends as Lends>::Onto<C>>;
}

/// The context below a stage.
pub type Under<M, C> = <<M as Stage>::Lends as Lends>::Onto<C>;
