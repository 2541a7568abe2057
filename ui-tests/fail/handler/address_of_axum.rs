//! axum's ConnectInfo.
use onionskin::prelude::*;

#[handler]
async fn home(ConnectInfo(addr): ConnectInfo<std::net::SocketAddr>) -> String {
    addr.to_string()
}

fn main() {}
