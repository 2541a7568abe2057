//! Trust: which proxies are believed.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::Peer;

/// Which proxies are believed.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    pub(super) networks: Vec<IpNet>,
    /// Those of IPv4 once more, as the bits that count and what they have to be.
    masked: Vec<(u32, u32)>,
    pub(super) unix: bool,
    pub(super) hops: Option<usize>,
    pub(super) everyone: bool,
    pub(super) map_proxy: Option<fn(IpAddr) -> IpAddr>,
}

impl Trust {
    /// Believes the peers in a network, or a single one; gives back what is neither.
    pub(super) fn add(&mut self, network: &str) -> Result<(), String> {
        let text = network.trim();
        let network = text
            .parse::<IpNet>()
            .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
            .map_err(|_| text.to_owned())
            .map(canonical)?;
        if let IpNet::V4(network) = network {
            let mask = network.netmask().to_bits();
            self.masked.push((mask, network.addr().to_bits() & mask));
        }
        self.networks.push(network);
        Ok(())
    }

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

    #[inline]
    pub(super) fn is_proxy(&self, address: IpAddr) -> bool {
        let address = self.map_proxy.map_or(address, |map| map(address));
        match address {
            IpAddr::V4(address) => {
                let bits = address.to_bits();
                self.masked
                    .iter()
                    .any(|(mask, wanted)| bits & mask == *wanted)
            }
            IpAddr::V6(_) => self
                .networks
                .iter()
                .any(|network| network.contains(&address)),
        }
    }
}

/// Takes IPv4 out of the guise of IPv6, as it is taken out of addresses before they are compared.
fn canonical(network: IpNet) -> IpNet {
    const GUISE: u8 = 96;
    let bits = network.prefix_len().checked_sub(GUISE);
    match (network.addr().to_canonical(), bits) {
        (address @ IpAddr::V4(_), Some(bits)) if matches!(network, IpNet::V6(_)) => {
            IpNet::new(address, bits).unwrap_or(network)
        }
        _ => network,
    }
}
