//! Link: the way to one Redis server, or to a cluster of them.

use std::{fmt, time::Duration};

use redis::{
    Client, Cmd, IntoConnectionInfo, Pipeline, RedisFuture, RedisResult, Value,
    aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig},
    cluster::{ClusterClient, ClusterConfig},
    cluster_async::ClusterConnection,
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};
use tokio::sync::OnceCell;

/// After how long a silent connection is asked whether it is alive, and how often again.
const KEEPALIVE: Duration = Duration::from_secs(5);

/// Connects when it is first used, and again whenever the connection is lost.
pub(super) struct Link {
    target: Target,
    connection: OnceCell<Connection>,
}

enum Target {
    Server(Box<Client>),
    Cluster(Box<ClusterClient>),
}

impl Link {
    pub(super) fn to_server(url: &str) -> RedisResult<Self> {
        let info = url.into_connection_info()?.set_tcp_settings(tcp_settings());
        Ok(Self::new(Target::Server(Box::new(Client::open(info)?))))
    }

    /// Trusts this certificate, in PEM, and no other.
    #[cfg(feature = "redis-tls")]
    pub(super) fn to_server_trusting(url: &str, root: &[u8]) -> RedisResult<Self> {
        choose_cryptography();
        let info = url.into_connection_info()?.set_tcp_settings(tcp_settings());
        let certificates = redis::TlsCertificates {
            client_tls: None,
            root_cert: Some(root.to_vec()),
        };
        let client = Client::build_with_tls(info, certificates)?;
        Ok(Self::new(Target::Server(Box::new(client))))
    }

    pub(super) fn to_cluster(urls: &[&str]) -> RedisResult<Self> {
        let client = ClusterClient::builder(urls.iter().copied())
            .tcp_settings(tcp_settings())
            .build()?;
        Ok(Self::new(Target::Cluster(Box::new(client))))
    }

    fn new(target: Target) -> Self {
        #[cfg(feature = "redis-tls")]
        choose_cryptography();
        Self {
            target,
            connection: OnceCell::new(),
        }
    }

    pub(super) async fn connection(&self, time_limit: Duration) -> RedisResult<Connection> {
        self.connection
            .get_or_try_init(|| self.connect(time_limit))
            .await
            .cloned()
    }

    async fn connect(&self, time_limit: Duration) -> RedisResult<Connection> {
        match &self.target {
            Target::Server(client) => {
                // Whoever asks next calls the server again, so nobody has to wait for its return.
                let config = ConnectionManagerConfig::new()
                    .set_number_of_retries(0)
                    .set_connection_timeout(Some(time_limit))
                    .set_response_timeout(Some(time_limit));
                let manager =
                    ConnectionManager::new_lazy_with_config(Client::clone(client), config)?;
                Ok(Connection::Server(manager))
            }
            Target::Cluster(client) => {
                let config = ClusterConfig::new()
                    .set_connection_timeout(time_limit)
                    .set_response_timeout(time_limit);
                let cluster = client.get_async_connection_with_config(config).await?;
                Ok(Connection::Cluster(cluster))
            }
        }
    }
}

impl fmt::Debug for Link {
    /// Leaves out the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.target {
            Target::Server(_) => "server",
            Target::Cluster(_) => "cluster",
        })
    }
}

/// Shared by all who ask: commands of many requests go down one connection, back to back.
#[derive(Clone)]
pub(super) enum Connection {
    Server(ConnectionManager),
    Cluster(ClusterConnection),
}

impl ConnectionLike for Connection {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        match self {
            Self::Server(server) => server.req_packed_command(cmd),
            Self::Cluster(cluster) => cluster.req_packed_command(cmd),
        }
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        pipeline: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        match self {
            Self::Server(server) => server.req_packed_commands(pipeline, offset, count),
            Self::Cluster(cluster) => cluster.req_packed_commands(pipeline, offset, count),
        }
    }

    fn get_db(&self) -> i64 {
        match self {
            Self::Server(server) => server.get_db(),
            Self::Cluster(cluster) => cluster.get_db(),
        }
    }
}

/// What the application has chosen already, or else ring's.
#[cfg(feature = "redis-tls")]
fn choose_cryptography() {
    use rustls::crypto::{CryptoProvider, ring};
    if CryptoProvider::get_default().is_none() {
        // It fails when somebody else has chosen meanwhile, which is as good.
        drop(ring::default_provider().install_default());
    }
}

/// A server that vanished without a word is found out within seconds.
fn tcp_settings() -> TcpSettings {
    let settings = TcpSettings::default().set_nodelay(true).set_keepalive(
        TcpKeepalive::new()
            .with_time(KEEPALIVE)
            .with_interval(KEEPALIVE),
    );
    #[cfg(target_os = "linux")]
    let settings = settings.set_user_timeout(KEEPALIVE);
    settings
}
