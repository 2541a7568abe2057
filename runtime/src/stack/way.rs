//! Way: on which ways a group acts, and the frame that this takes.
#![allow(
    single_use_lifetimes,
    clippy::elidable_lifetime_names,
    reason = "an associated type of a lifetime cannot leave it out"
)]

use super::{frame, group::Group};
use crate::{
    Request, Response,
    context::{Lends, Scope},
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
        frame::ahead::<C, I, G, S>(group, request, cx, rest)
    }
}

/// Writes one of the two functions of a [`Way`] that has a frame of its own.
macro_rules! by {
    (through $frame:ident) => {
        by! { @ through, $frame, Lends = (); C }
    };
    (holding $frame:ident) => {
        by! { @ holding, $frame, ; <G::Lends as Lends>::Onto<C> }
    };
    (@ $name:ident, $frame:ident, $($lends:ident = $nothing:ty)?; $below:ty) => {
        #[inline]
        fn $name<'a, C, I, G, S>(
            group: &'a G,
            request: &'a mut Request,
            cx: C::Refs<'a>,
            rest: &'a S,
        ) -> impl Future<Output = Response> + Send
        where
            C: Scope,
            G: Group<C, I $(, $lends = $nothing)?>,
            S: Service<$below>,
        {
            frame::$frame::<C, I, G, S>(group, request, cx, rest)
        }
    };
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

    by!(through in_alone);
    by!(holding straight);
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

    by!(through out_alone);
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

    by!(through back_alone);
    by!(holding back);
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

    by!(through in_and_out);
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

    by!(holding back);
}
