//! Exclusive: lends a function the request, or passes over a type that was refused.

use std::marker::PhantomData;

use crate::{Next, Outcome, Request, Response};

/// Lends what is a `T`.
#[derive(Debug)]
pub struct Exclusive<T>(PhantomData<fn() -> T>);

impl Exclusive<Request> {
    /// The request.
    #[inline]
    pub fn lend(request: &mut Request) -> &mut Request {
        request
    }
}

impl Exclusive<Response> {
    /// The response.
    #[inline]
    pub fn lend(response: &mut Response) -> &mut Response {
        response
    }
}

/// The same for types that are neither: such a program does not compile.
pub trait NotExclusive<T> {
    /// Never called.
    fn lend<G>(_: &mut G) -> &mut T {
        unreachable!("the type of the parameter was refused by the compiler")
    }
}
impl<T> NotExclusive<T> for Exclusive<T> {}

/// A type is another, under whatever name.
pub trait Is<T> {}
impl<T> Is<T> for T {}

check! {
    /// What can be borrowed exclusively.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be borrowed exclusively",
        label = "not the request",
        note = "write `&{Self}` for a value of the stack, with a `Mutex` or an atomic for what changes; take an extractor by value"
    )]
    IsTheRequest, T where Is<Request>
}
check! {
    /// What can be borrowed exclusively on the way out.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be borrowed exclusively",
        label = "not the response",
        note = "write `res: &mut Response`; values of the stack are borrowed as `&T`"
    )]
    IsTheResponse, T where Is<Response>
}

/// Lets a function look at an outcome.
#[derive(Debug)]
pub struct Looking<T>(PhantomData<fn() -> T>);

impl<'a> Looking<Outcome<'a>> {
    /// The outcome.
    #[inline]
    pub fn at(outcome: Outcome<'a>) -> Outcome<'a> {
        outcome
    }
}

/// The same for types that are none: such a program does not compile.
pub trait NotLooking<T> {
    /// Never called.
    fn at<G>(_: G) -> T {
        unreachable!("the type of the parameter was refused by the compiler")
    }
}
impl<T> NotLooking<T> for Looking<T> {}

check! {
    /// What looks at how a request ended.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not how a request ends",
        label = "not the outcome",
        note = "write `outcome: Outcome<'_>`, which says how: with a response, by a panic, or by a lost connection"
    )]
    IsTheOutcome, T where AnOutcome
}

/// An outcome, of whatever lifetime.
pub trait AnOutcome {}
impl AnOutcome for Outcome<'_> {}

check! {
    /// What a session id is read from.
    #[diagnostic::on_unimplemented(
        message = "a session id fetcher reads the request, not `{Self}`",
        label = "not the request",
        note = "write `req: &Request`, and take the rest from it; values of the stack stand beside it"
    )]
    IsRead, T where Is<Request>
}

/// Asks that a parameter is the rest of the stack, under whatever name.
pub fn the_rest<N: Next>(_: &N) {}
