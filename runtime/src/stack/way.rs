//! Way: what a group does on the way out, and the frame that this takes.
#![allow(
    single_use_lifetimes,
    clippy::elidable_lifetime_names,
    reason = "an associated type of a lifetime cannot leave it out"
)]

use std::pin::Pin;

use super::{group::Group, passage::Passage};
use crate::{
    Request, Response,
    context::{Hold, Lends, Scope},
    either::Either,
    hook::Refused,
    service::Service,
};

/// What a hook, or a group of hooks, does on the way out.
///
/// A type and no constant: a frame that could be another, too, is built for both.
pub trait Way: 'static {
    /// What is seen of the request on the way out.
    type Seen<'a>: Copy;
    /// What a group does that does this and `W`.
    type And<W: Way>: Way;
    /// What a group does that does this, and leaves.
    type AndLeaves: Way;

    /// What is seen of the request; `None` where there is nothing to do.
    fn see(request: Option<&Request>) -> Option<Self::Seen<'_>>;

    /// Enters the group, runs the rest, leaves the group: the one frame of all its hooks.
    fn through<'a, C, I, G, S>(
        group: &'a G,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Scope,
        G: Group<C, I>,
        S: Service<<G::Lends as Lends>::Onto<C>>,
    {
        ahead::<C, I, G, S>(group, request, cx, rest)
    }
}

/// It does nothing.
#[derive(Debug)]
pub struct Stays;

impl Way for Stays {
    type Seen<'a> = ();
    type And<W: Way> = W;
    type AndLeaves = Leaves;

    #[inline]
    fn see(_: Option<&Request>) -> Option<()> {
        None
    }

    #[inline]
    fn through<'a, C, I, G, S>(
        group: &'a G,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Scope,
        G: Group<C, I>,
        S: Service<<G::Lends as Lends>::Onto<C>>,
    {
        straight::<C, I, G, S>(group, request, cx, rest)
    }
}

/// It acts on the response, without the request.
#[derive(Debug)]
pub struct Leaves;

impl Way for Leaves {
    type Seen<'a> = ();
    type And<W: Way> = W::AndLeaves;
    type AndLeaves = Self;

    #[inline]
    fn see(_: Option<&Request>) -> Option<()> {
        Some(())
    }
}

/// It acts on the response and may read the request.
#[derive(Debug)]
pub struct LooksBack;

impl Way for LooksBack {
    type Seen<'a> = &'a Request;
    type And<W: Way> = Self;
    type AndLeaves = Self;

    #[inline]
    fn see(request: Option<&Request>) -> Option<&Request> {
        request
    }

    #[inline]
    fn through<'a, C, I, G, S>(
        group: &'a G,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send
    where
        C: Scope,
        G: Group<C, I>,
        S: Service<<G::Lends as Lends>::Onto<C>>,
    {
        back::<C, I, G, S>(group, request, cx, rest)
    }
}

/// Nobody looks at the response, so it is not even held.
async fn straight<'a, C, I, G, S>(
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
async fn ahead<'a, C, I, G, S>(
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
    let passage = match entered {
        Ok(ref held) => Passage::Entered {
            rest: rest.call(&mut *request, G::Lends::lend::<C>(held, C::shorten(cx))),
            leave: |response: &mut Response| group.leave(None, C::shorten(cx), held, response),
        },
        Err(refusal) => Passage::Refused {
            response: refuse::<C, I, G>(group, request, cx, refusal),
        },
    };
    passage.await
}

/// Once the rest has run, the request is there again: so the response waits in a variable.
async fn back<'a, C, I, G, S>(
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
