//! Frame: how a request goes through a group of hooks, on each of their ways.

use std::pin::Pin;

use super::{group::Group, passage::Passage};
use crate::{
    Request, Response,
    context::{Hold, Lends, Scope},
    either::Either,
    finished::{finished, noted_and_finished},
    hook::Refused,
    service::Service,
};

/// Nobody looks at the response, and the rest borrows nothing of this frame.
#[inline]
pub(super) fn in_alone<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> impl Future<Output = Response> + Send
where
    C: Scope,
    G: Group<C, I, Lends = ()>,
    S: Service<C>,
{
    Passage::new(move || match group.enter(&mut *request, C::shorten(cx)) {
        Ok(()) => Ok(rest.call(request, C::shorten(cx))),
        Err(refusal) => Err(refuse::<C, I, G>(group, request, cx, refusal)),
    })
}

/// The response is changed where it lies.
#[inline]
pub(super) fn in_and_out<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> impl Future<Output = Response> + Send
where
    C: Scope,
    G: Group<C, I, Lends = ()>,
    S: Service<C>,
{
    let leave = move |response: &mut Response| {
        group.leave(None, C::shorten(cx), &(), response);
    };
    Passage::new(move || match group.enter(&mut *request, C::shorten(cx)) {
        Ok(()) => Ok(finished(rest.call(request, C::shorten(cx)), leave)),
        Err(refusal) => Err(refuse::<C, I, G>(group, request, cx, refusal)),
    })
}

/// There is nothing to do before the rest, so its future is the frame.
#[inline]
pub(super) fn out_alone<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> impl Future<Output = Response> + Send
where
    C: Scope,
    G: Group<C, I, Lends = ()>,
    S: Service<C>,
{
    noted_and_finished(
        move || G::pass::<C::Clock>(C::clock(C::shorten(cx))),
        rest.call(request, C::shorten(cx)),
        move |response: &mut Response| group.leave(None, C::shorten(cx), &(), response),
    )
}

/// Once the rest has run, the request is there again: so the response waits in a variable.
pub(super) async fn back_alone<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> Response
where
    C: Scope,
    G: Group<C, I, Lends = ()>,
    S: Service<C>,
{
    G::pass::<C::Clock>(C::clock(C::shorten(cx)));
    let mut response = rest.call(&mut *request, C::shorten(cx)).await;
    group.leave(Some(request), C::shorten(cx), &(), &mut response);
    response
}

/// Nobody looks at the response, so it is not even held.
pub(super) async fn straight<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> Response
where
    C: Scope,
    G: Group<C, I>,
    S: Service<<G::Lends as Lends>::Onto<C>>,
{
    let entered = group.enter(&mut *request, C::shorten(cx));
    let answer = match entered {
        Ok(ref held) => {
            Either::left(rest.call(&mut *request, G::Lends::lend::<C>(held, C::shorten(cx))))
        }
        Err(refusal) => Either::right(refuse::<C, I, G>(group, request, cx, refusal)),
    };
    answer.await
}

/// While the rest runs, the request is its own: so the response is changed where it lies.
pub(super) async fn ahead<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> Response
where
    C: Scope,
    G: Group<C, I>,
    S: Service<<G::Lends as Lends>::Onto<C>>,
{
    let entered = group.enter(&mut *request, C::shorten(cx));
    let answer = match entered {
        Ok(ref held) => {
            let rest = rest.call(&mut *request, G::Lends::lend::<C>(held, C::shorten(cx)));
            Either::left(finished(rest, |response: &mut Response| {
                group.leave(None, C::shorten(cx), held, response);
            }))
        }
        Err(refusal) => Either::right(refuse::<C, I, G>(group, request, cx, refusal)),
    };
    answer.await
}

/// Once the rest has run, the request is there again: so the response waits in a variable.
pub(super) async fn back<'a, C, I, G, S>(
    group: &'a G,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
) -> Response
where
    C: Scope,
    G: Group<C, I>,
    S: Service<<G::Lends as Lends>::Onto<C>>,
{
    match group.enter(&mut *request, C::shorten(cx)) {
        Ok(held) => {
            let below = G::Lends::lend::<C>(&held, C::shorten(cx));
            let mut response = rest.call(&mut *request, below).await;
            group.leave(Some(request), C::shorten(cx), &held, &mut response);
            response
        }
        Err(refusal) => refuse::<C, I, G>(group, request, cx, refusal).await,
    }
}

#[cold]
fn refuse<'a, C: Scope, I, G: Group<C, I>>(
    group: &'a G,
    request: &'a Request,
    cx: C::Refs<'a>,
    (refused, entered): (Refused, G::Entered),
) -> Pin<Box<impl Future<Output = Response> + Send>> {
    Box::pin(async move {
        let mut response = refused.settle::<C>(C::shorten(cx), request).await;
        group.leave_entered(request, C::shorten(cx), &entered, &mut response);
        response
    })
}
