//! Extracting: takes a parameter out of the request, or passes over a type that was refused.

use std::marker::PhantomData;

use crate::{FromRequest, Request, failure::Failure};

/// Takes a `T` out of a request.
#[derive(Debug)]
pub struct Extracting<T>(PhantomData<fn() -> T>);

impl<T> Extracting<T> {
    /// Before the request is asked.
    #[inline]
    pub fn nothing_yet() -> Self {
        Self(PhantomData)
    }
}

impl<T: FromRequest> Extracting<T> {
    /// The value, or why the request does not hold it.
    ///
    /// # Errors
    ///
    /// The rejection.
    #[inline]
    pub async fn from(self, request: &mut Request) -> Result<T, Failure> {
        T::from_request(request).await.map_err(Failure::new)
    }

    /// Checks what the extractor asks of a route.
    ///
    /// # Errors
    ///
    /// What does not fit.
    pub fn check_route(self, params: &[&str]) -> Result<(), String> {
        T::check_route(params)
    }
}

/// The same methods for types that are no extractors: such a program does not compile.
pub trait NoExtracting<T>: Sized {
    /// Never called.
    fn from(self, _: &mut Request) -> std::future::Pending<Result<T, Failure>> {
        std::future::pending()
    }

    /// Never called.
    ///
    /// # Errors
    ///
    /// Never.
    fn check_route(self, _: &[&str]) -> Result<(), String> {
        Ok(())
    }
}

impl<T> NoExtracting<T> for Extracting<T> {}
