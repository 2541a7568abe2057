//! Facts: what the server and the router know of a request.
//!
//! `http::Extensions` allocates three times for its first value, so all facts are one value, and the
//! extensions go from request to request of one thread.

use std::{cell::RefCell, net::IpAddr, ops::Range, sync::Arc};

use http::Extensions;

use super::{Connection, path_params::Spans};
use crate::Request;

/// How many extensions a thread keeps, some 500 bytes each.
const MOST_SPARE: usize = 64;

thread_local! {
    static SPARE: RefCell<Vec<Extensions>> = const { RefCell::new(Vec::new()) };
}

/// What the server and the router know of a request: the one extension that we put there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    connection: Option<Arc<Connection>>,
    names: Option<Arc<[Box<str>]>>,
    spans: Spans,
    body_limit: Option<usize>,
    client: Option<Client>,
}

/// What a stage found out about the client, for the stages above that log it on the way out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client {
    pub(crate) ip: Option<IpAddr>,
    pub(crate) is_https: bool,
    /// Whether the request had words of proxies, believed or not, which may be taken off by now.
    pub(crate) is_forwarded: bool,
}

impl Client {
    /// As far as is known now: what a stage has noted, or else the connection itself.
    pub(crate) fn of(request: &Request) -> Self {
        let facts = Facts::of(request);
        facts.and_then(|facts| facts.client).unwrap_or_else(|| {
            let connection = facts.and_then(Facts::connection);
            let peer = connection.and_then(Connection::peer_addr);
            Self {
                ip: peer.map(|peer| peer.ip().to_canonical()),
                is_https: connection.is_some_and(Connection::is_tls),
                is_forwarded: false,
            }
        })
    }

    /// Notes it.
    pub(crate) fn note(self, request: &mut Request) {
        Facts::of_mut(request).client = Some(self);
    }
}

impl Facts {
    /// Puts the facts of a new request in place, into `recycled` extensions when they fit.
    ///
    /// Extensions that the request already has stay.
    #[inline]
    pub(crate) fn install(
        extensions: &mut Extensions,
        recycled: Extensions,
        connection: Arc<Connection>,
    ) {
        let is_new = extensions.is_empty();
        if is_new {
            *extensions = recycled;
        }
        let facts: &mut Self = extensions.get_or_insert_default();
        if !is_new {
            facts.forget();
        }
        facts.connection = Some(connection);
    }

    /// Gives extensions of a finished request, or new ones.
    #[inline]
    pub(crate) fn spare() -> Extensions {
        SPARE.with_borrow_mut(Vec::pop).unwrap_or_default()
    }

    /// Keeps a finished request's extensions for the next one on this thread, and gives the connection back.
    ///
    /// Only when they hold our facts and nothing else: what a stage put there must not outlive its
    /// request.
    #[inline]
    pub(crate) fn recycle(mut extensions: Extensions) -> Option<Arc<Connection>> {
        if extensions.len() != 1 {
            return None;
        }
        let facts = extensions.get_mut::<Self>()?;
        let connection = facts.connection.take();
        facts.forget();
        SPARE.with_borrow_mut(|spare| {
            if spare.len() < MOST_SPARE {
                spare.push(extensions);
            }
        });
        connection
    }

    /// Notes what a router matched: where in the path the parts are.
    ///
    /// `names` are those of the whole route so far, outer levels first. To be called for every match, also
    /// for one without parts: a stage that runs the rest twice would otherwise leave those of the first
    /// time.
    pub(crate) fn set_path_params(
        extensions: &mut Extensions,
        names: &Arc<[Box<str>]>,
        parts: impl IntoIterator<Item = Range<usize>>,
    ) {
        let facts: &mut Self = extensions.get_or_insert_default();
        facts.spans.truncate(0);
        facts.spans.extend(parts);
        debug_assert_eq!(names.len(), facts.spans.len(), "one name for each part");
        facts.names = Some(Arc::clone(names));
    }

    /// Forgets the parts of an earlier match; a path without parts has none.
    #[inline(never)]
    pub(crate) fn forget_path_params(extensions: &mut Extensions) {
        if let Some(facts) = extensions.get_mut::<Self>() {
            facts.names = None;
            facts.spans.truncate(0);
        }
    }

    #[inline]
    pub(super) fn of(request: &Request) -> Option<&Self> {
        request.extensions().get()
    }

    #[inline]
    pub(super) fn of_mut(request: &mut Request) -> &mut Self {
        request.extensions_mut().get_or_insert_default()
    }

    /// The connection of a request, for who wants to keep it.
    #[inline]
    pub(crate) fn connection_of(request: &Request) -> Option<&Arc<Connection>> {
        Self::of(request)?.connection.as_ref()
    }

    pub(super) fn connection(&self) -> Option<&Connection> {
        self.connection.as_deref()
    }

    pub(super) fn names(&self) -> &[Box<str>] {
        self.names.as_deref().unwrap_or_default()
    }

    pub(super) fn spans(&self) -> &Spans {
        &self.spans
    }

    pub(super) fn body_limit(&self) -> Option<usize> {
        self.body_limit
    }

    pub(super) fn set_body_limit(&mut self, bytes: usize) {
        self.body_limit = Some(bytes);
    }

    fn forget(&mut self) {
        self.names = None;
        self.spans.truncate(0);
        self.body_limit = None;
        self.client = None;
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use http::Extensions;

    use super::{Arc, Facts};
    use crate::{Body, Connection, Peer, Request, RequestExt};

    fn connection() -> Arc<Connection> {
        let peer = SocketAddr::from(([192, 0, 2, 7], 4711));
        Arc::new(Connection::new(Peer::Tcp(peer), None, false))
    }

    #[test]
    fn a_request_knows_its_peer() {
        let mut request = Request::new(Body::empty());
        assert_eq!(request.peer_addr(), None);
        Facts::install(request.extensions_mut(), Extensions::new(), connection());
        assert_eq!(
            request.peer_addr(),
            Some(SocketAddr::from(([192, 0, 2, 7], 4711)))
        );
        assert_eq!(request.connection().map(Connection::is_tls), Some(false));
    }

    #[test]
    fn recycled_extensions_forget_the_request_and_give_its_connection_back() {
        let connection = connection();
        let mut request = Request::new(Body::empty());
        Facts::install(
            request.extensions_mut(),
            Extensions::new(),
            Arc::clone(&connection),
        );
        let names = Arc::from([Box::from("all")]);
        Facts::set_path_params(request.extensions_mut(), &names, std::iter::once(0..1));
        request.set_body_limit(5);

        let given_back = Facts::recycle(std::mem::take(request.extensions_mut()));
        assert!(given_back.is_some_and(|given_back| Arc::ptr_eq(&given_back, &connection)));
        let recycled = Facts::spare();
        assert_eq!(recycled.len(), 1);
        assert_eq!(
            recycled.get::<Facts>().unwrap().connection().map(|_| ()),
            None
        );
        let mut next = Request::new(Body::empty());
        Facts::install(next.extensions_mut(), recycled, connection);
        assert!(next.path_params().is_empty());
        assert_eq!(next.body_limit(), crate::DEFAULT_BODY_LIMIT);
        assert!(next.peer_addr().is_some());
    }

    #[test]
    fn what_a_stage_left_in_the_extensions_ends_with_its_request() {
        let mut request = Request::new(Body::empty());
        Facts::install(request.extensions_mut(), Extensions::new(), connection());
        request.extensions_mut().insert("a secret of this request");
        assert!(Facts::recycle(std::mem::take(request.extensions_mut())).is_none());
        assert!(Facts::spare().is_empty());
    }
}
