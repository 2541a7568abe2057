//! Trust: which proxies are believed, and how far back.

use std::net::IpAddr;

use ipnet::IpNet;

use super::node::Node;
use crate::Peer;

/// Which proxies are believed.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    pub(super) networks: Vec<IpNet>,
    pub(super) unix: bool,
    pub(super) hops: Option<usize>,
    pub(super) everyone: bool,
    pub(super) map_proxy: Option<fn(IpAddr) -> IpAddr>,
}

/// The entry of a list of addresses that tells of the client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// How many entries are to the right of it.
    pub(super) distance: usize,
    pub(super) node: Node,
}

impl Trust {
    /// Tells whether what the peer says of others is believed.
    #[inline]
    pub(super) fn believes(&self, peer: Peer) -> bool {
        if self.everyone || (self.hops.is_some() && self.networks.is_empty() && !self.unix) {
            return true;
        }
        match peer {
            Peer::Tcp(address) => self.is_proxy(address.ip().to_canonical()),
            Peer::Unix => self.unix,
            Peer::Unknown => false,
        }
    }

    /// Finds the client in the entries that proxies have appended, the nearest first.
    ///
    /// `None` when the list is shorter than it must be: then the peer is the client.
    pub(super) fn client(&self, entries: impl Iterator<Item = Node>) -> Option<Found> {
        let mut entries = entries
            .enumerate()
            .map(|(distance, node)| Found { distance, node });
        if self.everyone {
            return entries.last();
        }
        if let Some(hops) = self.hops {
            return entries.nth(hops.saturating_sub(1));
        }
        let mut outermost = None;
        for found in entries {
            match found.node {
                Node::Address(ip, _) if self.is_proxy(ip) => outermost = Some(found),
                Node::Address(..) | Node::Unnamed => return Some(found),
            }
        }
        outermost
    }

    fn is_proxy(&self, address: IpAddr) -> bool {
        let address = self.map_proxy.map_or(address, |map| map(address));
        self.networks
            .iter()
            .any(|network| network.contains(&address))
    }
}
