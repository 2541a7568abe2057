//! Group: neighbouring hooks, run one after another in a single frame.

use std::marker::PhantomData;

use crate::{
    Request, Response,
    context::{Args, Clock, Hold, Lends, Scope},
    hook::{Hook, Refused},
    panics::InStage,
    service::Service,
    stack::way::Way,
};

/// One hook or several, in the context `C`; their borrowed values are at the places `I`.
pub trait Group<C: Scope, I>: Send + Sync {
    /// What all of them lend.
    type Lends: Hold;
    /// How far they had come when one refused.
    type Entered: Send + Sync;
    /// On which ways they do something.
    type Way: Way;

    /// Notes that hooks were entered which do nothing on the way in.
    fn pass<K: Clock>(clock: K::Face<'_>);

    /// Acts on the way in, from the first to the last.
    fn enter<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> Result<<Self::Lends as Lends>::Held, (Refused, Self::Entered)>;

    /// Acts on the way out, from the last to the first; the request is there for those who look back.
    fn leave<'a>(
        &'a self,
        request: Option<&'a Request>,
        cx: C::Refs<'a>,
        held: &'a <Self::Lends as Lends>::Held,
        response: &mut Response,
    );

    /// Acts on the way out of a refusal: those that had been entered, from the last to the first.
    fn leave_entered<'a>(
        &'a self,
        request: &'a Request,
        cx: C::Refs<'a>,
        entered: &'a Self::Entered,
        response: &mut Response,
    );
}

impl<C: Scope + Args<H::Needs, I>, I, H: Hook> Group<C, I> for H {
    type Lends = H::Lends;
    type Entered = ();
    type Way = H::Way;

    #[inline]
    fn pass<K: Clock>(clock: K::Face<'_>) {
        K::pass(clock, H::NAME);
    }

    #[expect(
        clippy::inline_always,
        reason = "it is called in one place, the frame of its group"
    )]
    #[inline(always)]
    fn enter<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> Result<<H::Lends as Lends>::Held, (Refused, ())> {
        let clock = C::clock(C::shorten(cx));
        let _lap = H::Way::ENTERS.then(|| C::Clock::lap(clock, H::NAME));
        if !H::Way::ENTERS {
            C::Clock::pass(clock, H::NAME);
        }
        let inside = InStage::<H>::begins();
        let entered = Hook::enter::<C, I>(self, request, cx);
        inside.done();
        entered.map_err(|refused| (refused.raised_in(H::NAME), ()))
    }

    #[inline]
    fn leave<'a>(
        &'a self,
        request: Option<&'a Request>,
        cx: C::Refs<'a>,
        held: &'a <H::Lends as Lends>::Held,
        response: &mut Response,
    ) {
        let Some(seen) = H::Way::see(request) else {
            return;
        };
        let _lap = C::Clock::lap(C::clock(C::shorten(cx)), H::NAME);
        let inside = InStage::<H>::begins();
        Hook::leave::<C, I>(self, seen, cx, held, response);
        inside.done();
    }

    #[inline]
    fn leave_entered<'a>(&'a self, _: &'a Request, _: C::Refs<'a>, (): &'a (), _: &mut Response) {}
}

/// A group and one hook more, further in.
#[derive(Debug)]
pub struct Both<A, B>(pub(crate) A, pub(crate) B);

/// Which of two refused, and what the first had been entered with.
#[derive(Debug)]
pub enum Until<A, Held, B> {
    /// The first, after this much of it.
    First(A),
    /// The second, after all of the first and this much of it.
    Second(Held, B),
}

impl<C, I, J, A, B> Group<C, (I, J)> for Both<A, B>
where
    C: Scope,
    A: Group<C, I>,
    B: Group<<A::Lends as Lends>::Onto<C>, J>,
{
    type Lends = <A::Lends as Hold>::With<B::Lends>;
    type Entered = Until<A::Entered, <A::Lends as Lends>::Held, B::Entered>;
    type Way = <A::Way as Way>::And<B::Way>;

    #[inline]
    fn pass<K: Clock>(clock: K::Face<'_>) {
        A::pass::<K>(clock);
        B::pass::<K>(clock);
    }

    #[inline]
    fn enter<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> Result<<Self::Lends as Lends>::Held, (Refused, Self::Entered)> {
        let first = match self.0.enter(&mut *request, C::shorten(cx)) {
            Ok(held) => held,
            Err((refused, entered)) => return Err((refused, Until::First(entered))),
        };
        match self
            .1
            .enter(request, A::Lends::lend::<C>(&first, C::shorten(cx)))
        {
            Ok(second) => Ok(A::Lends::join::<B::Lends>(first, second)),
            Err((refused, entered)) => Err((refused, Until::Second(first, entered))),
        }
    }

    #[inline]
    fn leave<'a>(
        &'a self,
        request: Option<&'a Request>,
        cx: C::Refs<'a>,
        held: &'a <Self::Lends as Lends>::Held,
        response: &mut Response,
    ) {
        let (first, second) = A::Lends::split::<B::Lends>(held);
        self.1.leave(
            request,
            A::Lends::lend::<C>(first, C::shorten(cx)),
            second,
            response,
        );
        self.0.leave(request, cx, first, response);
    }

    fn leave_entered<'a>(
        &'a self,
        request: &'a Request,
        cx: C::Refs<'a>,
        entered: &'a Self::Entered,
        response: &mut Response,
    ) {
        match entered {
            Until::First(entered) => self.0.leave_entered(request, cx, entered, response),
            Until::Second(first, entered) => {
                let below = A::Lends::lend::<C>(first, C::shorten(cx));
                self.1.leave_entered(request, below, entered, response);
                self.0.leave(Some(request), cx, first, response);
            }
        }
    }
}

/// A group around the rest of the stack.
#[derive(Debug)]
pub struct Grouped<G, I, S> {
    pub(crate) group: G,
    pub(crate) rest: S,
    pub(crate) places: PhantomData<fn() -> I>,
}

impl<C, I, G, S> Service<C> for Grouped<G, I, S>
where
    C: Scope,
    G: Group<C, I>,
    S: Service<<G::Lends as Lends>::Onto<C>>,
{
    #[inline]
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        G::Lends::through::<C, I, G, S>(&self.group, request, cx, &self.rest)
    }
}
