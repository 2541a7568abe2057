//! The borrowed parameters of a user's function: each from the context, or the request itself.

use std::marker::PhantomData;

use super::{Optional, Provides, Scope, optional::same};
use crate::Request;

/// The types that a function borrows, as a nest of pairs: `(Config, (User, ()))`.
///
/// The nest ends with `()`, or with [`Reading`] when one of the types may be the request itself.
pub trait Needs: 'static {
    /// The borrowed values, in the same order.
    type Refs<'a>: Copy + Send + Sync;
    /// How the request is seen while they are borrowed: `()`, or `&Request`.
    type Seen<'a>: Copy;
    /// What is left of the request beside that: what of it may be changed, or nothing.
    type Left<'a>: Send;
    /// Those that the function can do without.
    type Wishes;

    /// The request, in these two parts.
    fn parted(request: &mut Request) -> (Self::Seen<'_>, Self::Left<'_>);

    /// The same values for a shorter time.
    fn shorten<'a: 'b, 'b>(refs: Self::Refs<'a>) -> Self::Refs<'b>;
    /// Finds a value among them by its type.
    fn find<'a, U: 'static>(refs: Self::Refs<'a>) -> Option<&'a U>;
    /// The names of the types, for people.
    fn names(into: &mut Vec<&'static str>);
}

impl Needs for () {
    type Refs<'a> = ();
    type Seen<'a> = ();
    type Left<'a> = &'a mut Request;
    type Wishes = ();

    #[inline]
    fn parted(request: &mut Request) -> ((), &mut Request) {
        ((), request)
    }

    #[inline]
    fn shorten<'a: 'b, 'b>((): ()) {}
    #[inline]
    fn find<'a, U: 'static>((): ()) -> Option<&'a U> {
        None
    }
    fn names(_: &mut Vec<&'static str>) {}
}

/// Ends the needs of a function that only reads the request, so that `&Request` under any name
/// can be one of them.
#[derive(Debug)]
pub struct Reading;

impl Needs for Reading {
    type Refs<'a> = ();
    type Seen<'a> = &'a Request;
    type Left<'a> = ();
    type Wishes = ();

    #[inline]
    fn parted(request: &mut Request) -> (&Request, ()) {
        (request, ())
    }

    #[inline]
    fn shorten<'a: 'b, 'b>((): ()) {}
    #[inline]
    fn find<'a, U: 'static>((): ()) -> Option<&'a U> {
        None
    }
    fn names(_: &mut Vec<&'static str>) {}
}

impl<T: Send + Sync + 'static, R: Needs> Needs for (T, R) {
    type Refs<'a> = (&'a T, R::Refs<'a>);
    type Seen<'a> = R::Seen<'a>;
    type Left<'a> = R::Left<'a>;
    type Wishes = R::Wishes;

    #[inline]
    fn parted(request: &mut Request) -> (Self::Seen<'_>, Self::Left<'_>) {
        R::parted(request)
    }

    #[inline]
    fn shorten<'a: 'b, 'b>((value, rest): Self::Refs<'a>) -> Self::Refs<'b> {
        (value, R::shorten(rest))
    }

    #[inline]
    fn find<'a, U: 'static>((value, rest): Self::Refs<'a>) -> Option<&'a U> {
        same(value).or_else(|| R::find(rest))
    }

    fn names(into: &mut Vec<&'static str>) {
        into.push(std::any::type_name::<T>());
        R::names(into);
    }
}

/// The parameter is borrowed from the context, at the place `I`.
#[derive(Debug)]
pub struct InContext<I>(PhantomData<I>);
/// The parameter is the request.
#[derive(Debug)]
pub struct TheRequest;

/// A context that has the borrowed parameter `T` of a function with the needs `N`, at the place `I`.
pub trait Arg<T, N: Needs, I>: Scope {
    /// Borrows it.
    fn arg<'a>(seen: N::Seen<'a>, cx: Self::Refs<'a>) -> &'a T;
}

impl<T: 'static, N: Needs, C: Provides<T, I>, I> Arg<T, N, InContext<I>> for C {
    #[inline]
    fn arg<'a>(_: N::Seen<'a>, cx: C::Refs<'a>) -> &'a T {
        C::get(cx)
    }
}

impl<N: for<'a> Needs<Seen<'a> = &'a Request>, C: Scope> Arg<Request, N, TheRequest> for C {
    #[inline]
    fn arg<'a>(seen: N::Seen<'a>, _: C::Refs<'a>) -> &'a Request {
        seen
    }
}

/// A context that has all of `N`, at the places `I`.
pub trait Args<N: Needs, I>: Scope {
    /// Borrows them.
    fn args<'a>(seen: N::Seen<'a>, cx: Self::Refs<'a>) -> N::Refs<'a>;
}

impl<C: Scope> Args<(), ()> for C {
    #[inline]
    fn args<'a>((): (), _: C::Refs<'a>) -> <() as Needs>::Refs<'a> {}
}

impl<C: Scope> Args<Reading, ()> for C {
    #[inline]
    fn args<'a>(_: <Reading as Needs>::Seen<'a>, _: C::Refs<'a>) -> <Reading as Needs>::Refs<'a> {}
}

impl<T, R, C, I, J> Args<(T, R), (I, J)> for C
where
    T: Send + Sync + 'static,
    R: Needs,
    C: Arg<T, R, I> + Args<R, J>,
{
    #[inline]
    fn args<'a>(seen: R::Seen<'a>, cx: C::Refs<'a>) -> (&'a T, R::Refs<'a>) {
        (
            <C as Arg<T, R, I>>::arg(seen, cx),
            <C as Args<R, J>>::args(seen, cx),
        )
    }
}

/// The needs of two parts of a stage, one list after the other.
pub trait Concat<B: Needs>: Needs {
    /// Both lists.
    type Whole: for<'a> Needs<Seen<'a> = ()>;
    /// Takes the values of both apart.
    fn split<'a>(whole: <Self::Whole as Needs>::Refs<'a>) -> (Self::Refs<'a>, B::Refs<'a>);
}

impl<B: for<'a> Needs<Seen<'a> = ()>> Concat<B> for () {
    type Whole = B;

    fn split<'a>(whole: B::Refs<'a>) -> ((), B::Refs<'a>) {
        ((), whole)
    }
}

impl<T: Send + Sync + 'static, R: Concat<B>, B: Needs> Concat<B> for (T, R) {
    type Whole = (T, R::Whole);

    fn split<'a>((value, rest): <Self::Whole as Needs>::Refs<'a>) -> (Self::Refs<'a>, B::Refs<'a>) {
        let (rest, second) = R::split(rest);
        ((value, rest), second)
    }
}

impl<T: Send + Sync + 'static, R: Concat<B>, B: Needs> Concat<B> for Optional<T, R> {
    type Whole = Optional<T, R::Whole>;

    fn split<'a>((value, rest): <Self::Whole as Needs>::Refs<'a>) -> (Self::Refs<'a>, B::Refs<'a>) {
        let (rest, second) = R::split(rest);
        ((value, rest), second)
    }
}
