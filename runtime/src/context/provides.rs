//! The look-up of a borrowed value: an index that the compiler infers, and no work at run time.

use std::marker::PhantomData;

use super::{Below, Guarded, Provided, Scope, Timed, Values};
use crate::{describe::Description, failure::Catcher, stages::Timings};

/// The value is right here.
#[derive(Debug)]
pub struct Here;
/// The value is one step further, and from there at `I`.
#[derive(Debug)]
pub struct Further<I>(PhantomData<I>);
/// The value is one of the application's, at `I`.
#[derive(Debug)]
pub struct OfApplication<I>(PhantomData<I>);
/// The value is the description of the stack, which every application lends.
#[derive(Debug)]
pub struct OfStack;

/// A context in which a `T` can be borrowed, at the place `I`.
pub trait Provides<T, I>: Scope {
    /// Borrows it.
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T;
}

impl<T: Send + Sync + 'static, C: Scope> Provides<T, Here> for Below<T, C> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T {
        refs.0
    }
}

impl<T, H: Send + Sync + 'static, C: Provides<T, I>, I> Provides<T, Further<I>> for Below<H, C> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T {
        C::get(refs.1)
    }
}

impl<T, H: Catcher, C: Provides<T, I>, I> Provides<T, Further<I>> for Guarded<H, C> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T {
        C::get(refs.2)
    }
}

impl<T, V: Holds<T, I> + Values, I> Provides<T, OfApplication<I>> for Provided<V> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T {
        refs.values.held()
    }
}

impl<V: Values> Provides<Description, OfStack> for Provided<V> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a Description {
        &refs.description
    }
}

impl<C: Scope> Provides<Timings, Here> for Timed<C> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a Timings {
        refs.0
    }
}

impl<T, C: Provides<T, I>, I> Provides<T, Further<I>> for Timed<C> {
    #[inline]
    fn get<'a>(refs: Self::Refs<'a>) -> &'a T {
        C::get(refs.1)
    }
}

/// A nest of pairs that holds a `T`, at the place `I`.
pub trait Holds<T, I> {
    /// Borrows it.
    fn held(&self) -> &T;
}

impl<T, R> Holds<T, Here> for (T, R) {
    #[inline]
    fn held(&self) -> &T {
        &self.0
    }
}

impl<T, H, R: Holds<T, I>, I> Holds<T, Further<I>> for (H, R) {
    #[inline]
    fn held(&self) -> &T {
        self.1.held()
    }
}
