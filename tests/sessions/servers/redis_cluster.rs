//! A Redis cluster of three servers, each with a third of the slots.

use std::process::Command;

use super::RedisServer;

#[derive(Debug)]
pub(in crate::sessions) struct RedisCluster {
    nodes: [RedisServer; 3],
}

impl RedisCluster {
    /// Starts the servers, and waits until all of them know that the cluster is whole.
    pub(in crate::sessions) fn start() -> Self {
        let nodes = [(); 3].map(|()| RedisServer::start_node());
        let addresses = nodes
            .iter()
            .map(|node| format!("127.0.0.1:{}", node.port()));
        let made = Command::new("redis-cli")
            .args(["--cluster", "create"])
            .args(addresses)
            .args(["--cluster-replicas", "0", "--cluster-yes"])
            .output()
            .expect("redis-cli is missing: install the package redis-tools");
        assert!(made.status.success(), "no cluster: {made:?}");
        Self { nodes }
    }

    pub(in crate::sessions) fn nodes(&self) -> &[RedisServer; 3] {
        &self.nodes
    }
}
