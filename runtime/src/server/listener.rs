//! Listener: a place where connections arrive.

use std::{
    fmt, io,
    net::SocketAddr,
    path::Path,
    task::{Context, Poll},
};

use tokio::net::{TcpListener, UnixListener};

use super::{ServeError, stream::Stream};

/// Listens on an address.
///
/// The address is a host and a port (`"127.0.0.1:8000"`, a
/// [`SocketAddr`]), or `unix:` and the path of a socket. Port 0 takes a free
/// one, which [`Listener::local_addr`] tells.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), onionskin::ServeError> {
/// let listener = onionskin::bind("127.0.0.1:0").await?;
/// assert!(listener.local_addr().is_some_and(|address| address.port() != 0));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`ServeError`] says in a sentence what is wrong: the port is in use, this
/// user may not listen there, the text is no address.
pub async fn bind(address: impl ToString) -> Result<Listener, ServeError> {
    let address = address.to_string();
    if let Some(path) = address.strip_prefix("unix:") {
        return UnixListener::bind(Path::new(path))
            .map(Listener::from)
            .map_err(|source| ServeError::binding(&address, source));
    }
    let found = tokio::net::lookup_host(&address)
        .await
        .map(Iterator::collect::<Vec<SocketAddr>>);
    let addresses = match found {
        Ok(addresses) => addresses,
        Err(source) => {
            return Err(ServeError::BadAddress {
                address,
                source: Some(source),
            });
        }
    };
    if addresses.is_empty() {
        return Err(ServeError::BadAddress {
            address,
            source: None,
        });
    }
    TcpListener::bind(&*addresses)
        .await
        .map(Listener::from)
        .map_err(|source| ServeError::binding(&address, source))
}

/// A place where connections arrive: a TCP port or a Unix socket.
pub struct Listener(Kind);

enum Kind {
    Tcp {
        listener: TcpListener,
        /// Where its connections arrive, if that is one address for all of them.
        local: Option<SocketAddr>,
    },
    Unix(UnixListener),
}

impl Listener {
    /// Gives the address and port; `None` for a Unix socket.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        match &self.0 {
            Kind::Tcp { listener, .. } => listener.local_addr().ok(),
            Kind::Unix(_) => None,
        }
    }

    pub(super) fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<Stream>> {
        match &self.0 {
            Kind::Tcp { listener, local } => listener
                .poll_accept(context)
                .map_ok(|(stream, peer)| Stream::tcp(stream, peer, *local)),
            Kind::Unix(listener) => listener
                .poll_accept(context)
                .map_ok(|(stream, _)| Stream::unix(stream)),
        }
    }
}

impl From<TcpListener> for Listener {
    fn from(listener: TcpListener) -> Self {
        let local = listener.local_addr().ok();
        Self(Kind::Tcp {
            local: local.filter(|address| !address.ip().is_unspecified()),
            listener,
        })
    }
}

impl From<UnixListener> for Listener {
    fn from(listener: UnixListener) -> Self {
        Self(Kind::Unix(listener))
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Tcp { listener, .. } => listener.fmt(f),
            Kind::Unix(listener) => listener.fmt(f),
        }
    }
}

/// What a server can listen on: listeners, addresses, several of them.
///
/// Implemented for tokio's and the standard library's TCP listener, tokio's
/// Unix listener, [`Listener`], a [`SocketAddr`], an address as text, and
/// vectors and arrays of any of these.
#[diagnostic::on_unimplemented(
    message = "a server cannot listen on `{Self}`",
    label = "neither a listener nor an address",
    note = "give an address, as \"127.0.0.1:8000\", or a bound listener: `TcpListener::bind(…).await?`; behind a `Result` write `?`"
)]
pub trait IntoListener: Send {
    /// Gives the listeners, after binding the addresses.
    ///
    /// # Errors
    ///
    /// [`ServeError`] when an address cannot be bound.
    fn into_listeners(self) -> impl Future<Output = Result<Vec<Listener>, ServeError>> + Send;
}

#[diagnostic::do_not_recommend]
impl IntoListener for Listener {
    async fn into_listeners(self) -> Result<Vec<Self>, ServeError> {
        Ok(vec![self])
    }
}

#[diagnostic::do_not_recommend]
impl IntoListener for TcpListener {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        Ok(vec![self.into()])
    }
}

#[diagnostic::do_not_recommend]
impl IntoListener for UnixListener {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        Ok(vec![self.into()])
    }
}

#[diagnostic::do_not_recommend]
impl IntoListener for std::net::TcpListener {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        self.set_nonblocking(true)
            .and_then(|()| TcpListener::from_std(self))
            .map(|listener| vec![listener.into()])
            .map_err(|source| ServeError::io("take over the listener", source))
    }
}

#[diagnostic::do_not_recommend]
impl IntoListener for &str {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        Ok(vec![bind(self).await?])
    }
}

#[diagnostic::do_not_recommend]
impl IntoListener for String {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        Ok(vec![bind(self).await?])
    }
}

#[diagnostic::do_not_recommend]
impl IntoListener for SocketAddr {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        Ok(vec![bind(self).await?])
    }
}

#[diagnostic::do_not_recommend]
impl<L: IntoListener> IntoListener for Vec<L> {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        let mut bound = Vec::new();
        for listener in self {
            bound.extend(listener.into_listeners().await?);
        }
        Ok(bound)
    }
}

#[diagnostic::do_not_recommend]
impl<L: IntoListener, const N: usize> IntoListener for [L; N] {
    async fn into_listeners(self) -> Result<Vec<Listener>, ServeError> {
        Vec::from(self).into_listeners().await
    }
}
