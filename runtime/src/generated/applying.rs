//! Applying: a stage, or the rest of the stack alone where the stage does not apply.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::{Request, Response, panics};

/// What a method marked `#[applies]` may return.
#[diagnostic::on_unimplemented(
    message = "whether a stage applies cannot be said with `{Self}`",
    label = "neither yes nor no",
    note = "return `bool`"
)]
pub trait AppliesReturns {
    /// Whether it does.
    fn applies(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl AppliesReturns for bool {
    #[inline]
    fn applies(self) -> bool {
        self
    }
}

/// Asks whether the stage applies, and makes its future, or the one of the rest of the stack.
///
/// Where it does not, the stage has no frame: the response goes through as if it were not there.
#[inline]
pub fn applying<'a, P, A>(
    stage: &'static str,
    request: &'a mut Request,
    applies: impl FnOnce(&Request) -> bool,
    pass: impl FnOnce(&'a mut Request) -> P,
    apply: impl FnOnce(&'a mut Request) -> A,
) -> Applying<P, A> {
    // Nobody expects a panic before the future is polled.
    match catch_unwind(AssertUnwindSafe(|| applies(request))) {
        Ok(false) => Applying::Passes {
            future: pass(request),
        },
        Ok(true) => Applying::Applies {
            future: apply(request),
        },
        Err(payload) => Applying::Panicked {
            panic: Some((stage, payload)),
        },
    }
}

type Panic = (&'static str, Box<dyn Any + Send>);

pin_project! {
    /// One of the two, or a panic of the question.
    #[project = Chosen]
    pub enum Applying<P, A> {
        /// The rest of the stack alone.
        Passes {
            #[pin]
            future: P,
        },
        /// The stage around it.
        Applies {
            #[pin]
            future: A,
        },
        /// The question has panicked, to be told when the future is polled.
        Panicked { panic: Option<Panic> },
    }
}

impl<P, A> Future for Applying<P, A>
where
    P: Future<Output = Response>,
    A: Future<Output = Response>,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        match self.project() {
            Chosen::Passes { future } => future.poll(context),
            Chosen::Applies { future } => future.poll(context),
            Chosen::Panicked { panic } => go_on(panic.take()),
        }
    }
}

/// Lets the panic go on; a future that has panicked is not polled again.
#[cold]
fn go_on(panic: Option<Panic>) -> Poll<Response> {
    let Some((stage, payload)) = panic else {
        return Poll::Pending;
    };
    panics::blame(stage);
    resume_unwind(payload)
}
