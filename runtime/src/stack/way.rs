//! Way: on which ways a group acts, and the frame that this takes.
#![allow(
    single_use_lifetimes,
    clippy::elidable_lifetime_names,
    reason = "an associated type of a lifetime cannot leave it out"
)]

use std::pin::Pin;

use super::{group::Group, outward::Outward, passage::Passage};
use crate::{
    Request, Response,
    context::{Hold, Lends, Scope},
    either::Either,
    finished::Finished,
    hook::Refused,
    service::Service,
};

/// On which ways a hook, or a group of hooks, does something.
///
/// A type and no constant: a frame that could be another, too, is built for both.
pub trait Way: 'static {
    /// What is seen of the request on the way out.
    type Seen<'a>: Copy;
    /// What a group does that does this and `W`.
    type And<W: Way>: Way;
    /// What a group does that does this, and enters.
    type AndEnters: Way;
    /// What a group does that does this, and leaves.
    type AndLeaves: Way;
    /// What a group does that does this, and looks back.
    type AndLooksBack: Way;
    /// Whether there is something to do on the way in.
    const ENTERS: bool;

    /// What is seen of the request; `None` where there is nothing to do.
    fn see(request: Option<&Request>) -> Option<Self::Seen<'_>>;

    /// Enters a group that lends nothing, runs the rest, leaves the group: the one frame of all its hooks.
    fn through<'a, C, I, G, S>(
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
        Self::holding::<C, I, G, S>(group, request, cx, rest)
    }

    /// The same of a group that may lend something, which is held in its frame.
    fn holding<'a, C, I, G, S>(
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

/// It acts on the way in alone.
#[derive(Debug)]
pub struct Stays;

impl Way for Stays {
    type Seen<'a> = ();
    type And<W: Way> = W::AndEnters;
    type AndEnters = Self;
    type AndLeaves = EntersAndLeaves;
    type AndLooksBack = EntersAndLooksBack;
    const ENTERS: bool = true;

    #[inline]
    fn see(_: Option<&Request>) -> Option<()> {
        None
    }

    #[inline]
    fn holding<'a, C, I, G, S>(
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

/// It acts on the response alone, without the request.
#[derive(Debug)]
pub struct Leaves;

impl Way for Leaves {
    type Seen<'a> = ();
    type And<W: Way> = W::AndLeaves;
    type AndEnters = EntersAndLeaves;
    type AndLeaves = Self;
    type AndLooksBack = LooksBack;
    const ENTERS: bool = false;

    #[inline]
    fn see(_: Option<&Request>) -> Option<()> {
        Some(())
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
        G: Group<C, I, Lends = ()>,
        S: Service<C>,
    {
        out_alone::<C, I, G, S>(group, request, cx, rest)
    }
}

/// It acts on the response alone, and may read the request.
#[derive(Debug)]
pub struct LooksBack;

impl Way for LooksBack {
    type Seen<'a> = &'a Request;
    type And<W: Way> = W::AndLooksBack;
    type AndEnters = EntersAndLooksBack;
    type AndLeaves = Self;
    type AndLooksBack = Self;
    const ENTERS: bool = false;

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
        G: Group<C, I, Lends = ()>,
        S: Service<C>,
    {
        back_alone::<C, I, G, S>(group, request, cx, rest)
    }

    #[inline]
    fn holding<'a, C, I, G, S>(
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

/// It acts on the way in, and on the response without the request.
#[derive(Debug)]
pub struct EntersAndLeaves;

impl Way for EntersAndLeaves {
    type Seen<'a> = ();
    type And<W: Way> = <W::AndEnters as Way>::AndLeaves;
    type AndEnters = Self;
    type AndLeaves = Self;
    type AndLooksBack = EntersAndLooksBack;
    const ENTERS: bool = true;

    #[inline]
    fn see(_: Option<&Request>) -> Option<()> {
        Some(())
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
        G: Group<C, I, Lends = ()>,
        S: Service<C>,
    {
        in_and_out::<C, I, G, S>(group, request, cx, rest)
    }
}

/// It acts on the way in, and on the response, and may read the request then.
#[derive(Debug)]
pub struct EntersAndLooksBack;

impl Way for EntersAndLooksBack {
    type Seen<'a> = &'a Request;
    type And<W: Way> = <W::AndEnters as Way>::AndLooksBack;
    type AndEnters = Self;
    type AndLeaves = Self;
    type AndLooksBack = Self;
    const ENTERS: bool = true;

    #[inline]
    fn see(request: Option<&Request>) -> Option<&Request> {
        request
    }

    #[inline]
    fn holding<'a, C, I, G, S>(
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

/// The response is changed where it lies.
#[inline]
fn in_and_out<'a, C, I, G, S>(
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
    Passage::new(
        move || match group.enter(&mut *request, C::shorten(cx)) {
            Ok(()) => Ok(rest.call(request, C::shorten(cx))),
            Err(refusal) => Err(refuse::<C, I, G>(group, request, cx, refusal)),
        },
        leave,
    )
}

/// There is nothing to do before the rest, so its future is the frame.
#[inline]
fn out_alone<'a, C, I, G, S>(
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
    Outward::new(
        rest.call(request, C::shorten(cx)),
        move || G::pass::<C::Clock>(C::clock(C::shorten(cx))),
        move |response: &mut Response| group.leave(None, C::shorten(cx), &(), response),
    )
}

/// Once the rest has run, the request is there again: so the response waits in a variable.
async fn back_alone<'a, C, I, G, S>(
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
    let answer = match entered {
        Ok(ref held) => {
            let rest = rest.call(&mut *request, G::Lends::lend::<C>(held, C::shorten(cx)));
            Either::left(Finished::new(rest, |response: &mut Response| {
                group.leave(None, C::shorten(cx), held, response);
            }))
        }
        Err(refusal) => Either::right(refuse::<C, I, G>(group, request, cx, refusal)),
    };
    answer.await
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
