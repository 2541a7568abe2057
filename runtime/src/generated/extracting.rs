//! Extracting: takes a parameter out of the request, or passes over a type that was refused.

use std::marker::PhantomData;

use bytes::Bytes;

use crate::{Body, Form, FromRequest, Json, Request, failure::Failure};

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
}

macro_rules! bodies {
    ($($([$inner:ident])? $body:ident),*) => {$(
        impl$(<$inner>)? Extracting<$body$(<$inner>)?> {
            /// Whether it takes the body of the request, so that nothing else can.
            pub const TAKES_BODY: bool = true;
        }
    )*};
}
bodies!([T] Json, [T] Form, Bytes, String, Body);

/// The body of a request is taken once; `AGAIN` says whether an extractor before this one takes it.
#[diagnostic::on_unimplemented(
    message = "the body of the request is taken twice",
    label = "takes it again",
    note = "take it once, and read the rest with `Path`, `Query` or the headers"
)]
pub trait TakenOnce<const AGAIN: bool> {
    /// Proven by being named.
    const OK: () = ();
}
#[diagnostic::do_not_recommend]
impl<T> TakenOnce<false> for T {}

/// The same methods for types that are no extractors: such a program does not compile.
pub trait NoExtracting<T>: Sized {
    /// How many parts of the path it takes: of other extractors that is not known.
    const PARTS: usize = usize::MAX;
    /// Whether it takes the body of the request: of other extractors that is not known.
    const TAKES_BODY: bool = false;

    /// Never called.
    fn from(self, _: &mut Request) -> std::future::Pending<Result<T, Failure>> {
        std::future::pending()
    }
}

impl<T> NoExtracting<T> for Extracting<T> {}
