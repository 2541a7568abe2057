//! The walk from the nearest proxy back to the client.

use super::node::Node;
use crate::stages::trust::Trust;

/// The entry of a list of addresses that tells of the client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// How many entries are to the right of it.
    pub(super) distance: usize,
    pub(super) node: Node,
}

/// Finds the client in the entries that proxies have appended, the nearest first.
///
/// `None` when the list is shorter than it must be: then the peer is the client.
pub(super) fn client(trust: &Trust, entries: impl Iterator<Item = Node>) -> Option<Found> {
    let mut entries = entries
        .enumerate()
        .map(|(distance, node)| Found { distance, node });
    if trust.everyone {
        return entries.last();
    }
    if let Some(hops) = trust.hops {
        return entries.nth(hops.saturating_sub(1));
    }
    let mut outermost = None;
    for found in entries {
        match found.node {
            Node::Address(ip, _) if trust.is_proxy(ip) => outermost = Some(found),
            Node::Address(..) | Node::Unnamed => return Some(found),
        }
    }
    outermost
}
