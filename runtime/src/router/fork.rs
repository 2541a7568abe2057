//! Fork: leads to one of many services by its number, without a box.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::{Request, Response, context::Scope};

/// Services that are told apart by number.
pub trait Dispatch<C: Scope>: Send + Sync {
    /// Calls the service of this number.
    fn dispatch<'a>(
        &'a self,
        number: usize,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send;
}

/// No service at all: a level with nothing but a fallback.
#[derive(Debug)]
pub struct NoRoute;

impl<C: Scope> Dispatch<C> for NoRoute {
    fn dispatch<'a>(
        &'a self,
        _: usize,
        _: &'a mut Request,
        _: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        std::future::ready(crate::problem::bare(http::StatusCode::NOT_FOUND))
    }
}

/// Up to eight branches, a tuple, each of which leads to `EACH` services.
///
/// A tree of forks: the type of a service is at the depth log8 of their number.
#[derive(Debug)]
pub struct Fork<const EACH: usize, B>(B);

/// How the macro makes forks: not by their number, of which the compiler would keep, in a function, once more
/// all that it knows of the function.
macro_rules! made {
    ($($name:ident $each:literal)*) => {$(
        impl<B> Fork<$each, B> {
            #[doc = concat!("Branches that lead to ", $each, " services each.")]
            pub fn $name(branches: B) -> Self {
                Self(branches)
            }
        }
    )*};
}
made!(to_1 1 to_8 8 to_64 64 to_512 512 to_4096 4096);

/// The place of a branch that a fork does not have.
#[derive(Debug)]
pub enum NoBranch {}

impl Future for NoBranch {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Response> {
        match *self.get_mut() {}
    }
}

pin_project! {
    #[project = OneOfProjection]
    enum OneOf<A, B, C, D, E, F, G, H> {
        A { #[pin] inner: A },
        B { #[pin] inner: B },
        C { #[pin] inner: C },
        D { #[pin] inner: D },
        E { #[pin] inner: E },
        F { #[pin] inner: F },
        G { #[pin] inner: G },
        H { #[pin] inner: H },
    }
}

impl<A, B, C, D, E, F, G, H> Future for OneOf<A, B, C, D, E, F, G, H>
where
    A: Future<Output = Response>,
    B: Future<Output = Response>,
    C: Future<Output = Response>,
    D: Future<Output = Response>,
    E: Future<Output = Response>,
    F: Future<Output = Response>,
    G: Future<Output = Response>,
    H: Future<Output = Response>,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        match self.project() {
            // The only one where there is no other: nothing is told apart, so nothing is kept apart.
            OneOfProjection::A { inner } if size_of::<B>() == 0 => inner.poll(context),
            OneOfProjection::A { inner } => apart(inner, context),
            OneOfProjection::B { inner } => apart(inner, context),
            OneOfProjection::C { inner } => apart(inner, context),
            OneOfProjection::D { inner } => apart(inner, context),
            OneOfProjection::E { inner } => apart(inner, context),
            OneOfProjection::F { inner } => apart(inner, context),
            OneOfProjection::G { inner } => apart(inner, context),
            OneOfProjection::H { inner } => apart(inner, context),
        }
    }
}

/// Polls a branch in a function of its own: with all branches in one, the compiler takes longer for each
/// the more there are.
#[inline(never)]
fn apart<F: Future<Output = Response>>(
    branch: Pin<&mut F>,
    context: &mut Context<'_>,
) -> Poll<Response> {
    branch.poll(context)
}

macro_rules! fork {
    ($of:ident: $($branch:ident $at:tt)* ; $last:ident $last_at:tt) => {
        impl<S: Scope, const EACH: usize, $($branch: Dispatch<S>,)* $last: Dispatch<S>> Dispatch<S>
            for Fork<EACH, ($($branch,)* $last,)>
        {
            #[inline]
            fn dispatch<'a>(
                &'a self,
                number: usize,
                request: &'a mut Request,
                cx: S::Refs<'a>,
            ) -> impl Future<Output = Response> + Send {
                let (branch, number) = (number / EACH, number % EACH);
                match branch {
                    $($at => $of::$branch {
                        inner: self.0.$at.dispatch(number, request, cx),
                    },)*
                    _ => $of::$last {
                        inner: self.0.$last_at.dispatch(number, request, cx),
                    },
                }
            }
        }
    };
}

type Of1<A> = OneOf<A, NoBranch, NoBranch, NoBranch, NoBranch, NoBranch, NoBranch, NoBranch>;
type Of2<A, B> = OneOf<A, B, NoBranch, NoBranch, NoBranch, NoBranch, NoBranch, NoBranch>;
type Of3<A, B, C> = OneOf<A, B, C, NoBranch, NoBranch, NoBranch, NoBranch, NoBranch>;
type Of4<A, B, C, D> = OneOf<A, B, C, D, NoBranch, NoBranch, NoBranch, NoBranch>;
type Of5<A, B, C, D, E> = OneOf<A, B, C, D, E, NoBranch, NoBranch, NoBranch>;
type Of6<A, B, C, D, E, F> = OneOf<A, B, C, D, E, F, NoBranch, NoBranch>;
type Of7<A, B, C, D, E, F, G> = OneOf<A, B, C, D, E, F, G, NoBranch>;
type Of8<A, B, C, D, E, F, G, H> = OneOf<A, B, C, D, E, F, G, H>;

fork!(Of1: ; A 0);
fork!(Of2: A 0; B 1);
fork!(Of3: A 0 B 1; C 2);
fork!(Of4: A 0 B 1 C 2; D 3);
fork!(Of5: A 0 B 1 C 2 D 3; E 4);
fork!(Of6: A 0 B 1 C 2 D 3 E 4; F 5);
fork!(Of7: A 0 B 1 C 2 D 3 E 4 F 5; G 6);
fork!(Of8: A 0 B 1 C 2 D 3 E 4 F 5 G 6; H 7);
