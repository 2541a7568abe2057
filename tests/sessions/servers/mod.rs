//! Servers for the stores, each with a folder and a loopback port of its own, gone after the test.

mod certificate;
mod folder;
mod postgres_server;
mod process;
mod redis_cluster;
mod redis_server;

pub(crate) use folder::Folder;
pub(super) use postgres_server::PostgresServer;
pub(crate) use process::Process;
pub(super) use redis_cluster::RedisCluster;
pub(super) use redis_server::RedisServer;

use std::net::TcpListener;

/// A loopback port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
