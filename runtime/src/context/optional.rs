//! Optional: a value that a stage borrows where a stage above lends it, and does without elsewhere.

use std::{
    any::{Any, TypeId},
    marker::PhantomData,
};

use super::{Args, Needs};
use crate::Request;

/// A `T` that is borrowed where a stage above lends it, and after it the needs `R`.
///
/// What `Option<&T>` among the parameters of a function stands for in [`Stage::Needs`](crate::Stage).
///
/// # Examples
///
/// ```
/// use onionskin::{Optional, prelude::*};
///
/// #[middleware(after)]
/// fn says_who(client: Option<&ClientAddr>, res: &mut Response) {
///     let text = if client.is_some() { "known" } else { "unknown" };
///     res.headers_mut().insert("x-client", HeaderValue::from_static(text));
/// }
///
/// /// A fragment says what its stages would like, as it says what they need.
/// fn polite() -> impl Stage<Needs = Optional<ClientAddr, ()>, Lends = ()> {
///     middleware_stack! { says_who }
/// }
///
/// #[handler]
/// fn home() -> StatusCode {
///     StatusCode::OK
/// }
///
/// # #[cfg(feature = "testing")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use onionskin::TestClient;
///
/// let alone = TestClient::new(middleware_stack! { polite(), => home });
/// alone.get("/").await.assert_header("x-client", "unknown");
/// let below = TestClient::new(middleware_stack! { ProxyHeaders::new(), polite(), => home });
/// below.get("/").await.assert_header("x-client", "known");
/// # }
/// # #[cfg(not(feature = "testing"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Optional<T, R>(PhantomData<fn() -> (T, R)>);

impl<T: Send + Sync + 'static, R: Needs> Needs for Optional<T, R> {
    type Refs<'a> = (Option<&'a T>, R::Refs<'a>);
    type Seen<'a> = R::Seen<'a>;
    type Left<'a> = R::Left<'a>;
    type Wishes = Optional<T, R::Wishes>;

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
        value.and_then(same).or_else(|| R::find(rest))
    }

    fn names(into: &mut Vec<&'static str>) {
        into.push(std::any::type_name::<Option<&T>>());
        R::names(into);
    }
}

// It has no place: whether the value is there tells the context.
impl<T, R, C, I> Args<Optional<T, R>, I> for C
where
    T: Send + Sync + 'static,
    R: Needs,
    C: Args<R, I>,
{
    #[inline]
    fn args<'a>(seen: R::Seen<'a>, cx: C::Refs<'a>) -> (Option<&'a T>, R::Refs<'a>) {
        (C::find(C::shorten(cx)), <C as Args<R, I>>::args(seen, cx))
    }
}

/// The value, when it is a `U`: for each two types the compiler knows the answer.
#[inline]
pub(crate) fn same<T: 'static, U: 'static>(value: &T) -> Option<&U> {
    if TypeId::of::<T>() == TypeId::of::<U>() {
        (value as &dyn Any).downcast_ref()
    } else {
        None
    }
}
