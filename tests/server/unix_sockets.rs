//! A Unix socket serves like a port.

use onionskin::{RequestExt, Server, bind};
use tokio::{net::UnixStream, sync::oneshot};

use super::{Paths, Raw};

#[tokio::test]
async fn a_unix_socket_serves_like_a_port() {
    let path = std::env::temp_dir().join(format!("onionskin-{}.sock", std::process::id()));
    let address = format!("unix:{}", path.display());
    let listener = bind(&address).await.unwrap();
    assert_eq!(
        bind(&address).await.unwrap_err().to_string(),
        format!(
            "the socket {address} is in use by another program; stop that program or choose \
             another path"
        )
    );
    let (end, ended) = oneshot::channel::<()>();
    let server = Server::new().shutdown_on(async move { drop(ended.await) });
    let server = tokio::spawn(server.serve(listener, Paths));
    let mut client = Raw(UnixStream::connect(&path).await.unwrap());
    client.get("/local").await;
    assert_eq!(client.response().await.1, "/local");
    drop(end);
    server.await.unwrap().unwrap();
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_port_tells_who_is_there() {
    struct Peer(std::sync::Mutex<Option<oneshot::Sender<std::net::SocketAddr>>>);
    impl onionskin::Application for Peer {
        async fn respond(&self, request: &mut onionskin::Request) -> onionskin::Response {
            let peer = request.peer_addr().unwrap();
            self.0.lock().unwrap().take().unwrap().send(peer).unwrap();
            onionskin::Response::default()
        }
    }
    let (told, asked) = oneshot::channel();
    let app = Peer(std::sync::Mutex::new(Some(told)));
    let server = onionskin::testing::TestServer::start(app).await;
    server.client().get("/").await.assert_status(200);
    let peer = asked.await.unwrap();
    assert!(peer.ip().is_loopback());
    assert_ne!(peer, server.addr());
}
