//! `ServeError`: why a server could not start.

use std::{fmt, io};

/// Says why a server could not start, in a sentence that tells what to do.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let error = onionskin::bind("localhost").await.unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`localhost` is not an address to listen on; write a host and a port, such as `127.0.0.1:8000`"
/// );
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// Another program listens there already.
    InUse {
        /// What was to be bound.
        address: String,
        /// The operating system's answer.
        source: io::Error,
    },
    /// The operating system does not let this user listen there.
    PermissionDenied {
        /// What was to be bound.
        address: String,
        /// The operating system's answer.
        source: io::Error,
    },
    /// No interface of this machine has the address.
    NotAvailable {
        /// What was to be bound.
        address: String,
        /// The operating system's answer.
        source: io::Error,
    },
    /// The text is no address, or names a host that nobody knows.
    BadAddress {
        /// What was to be bound.
        address: String,
        /// What is wrong with it, where that is known.
        source: Option<io::Error>,
    },
    /// There is nothing to listen on.
    NoListener,
    /// The operating system refused for another reason.
    Io {
        /// What the server was about to do.
        doing: String,
        /// The operating system's answer.
        source: io::Error,
    },
}

impl ServeError {
    pub(super) fn binding(address: &str, source: io::Error) -> Self {
        let address = address.to_owned();
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::InUse { address, source },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { address, source },
            io::ErrorKind::AddrNotAvailable => Self::NotAvailable { address, source },
            _ => Self::io(format!("listen on {address}"), source),
        }
    }

    pub(super) fn io(doing: impl Into<String>, source: io::Error) -> Self {
        Self::Io {
            doing: doing.into(),
            source,
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { address, .. } => write!(
                f,
                "{} is in use by another program; stop that program or choose another {}",
                Place(address),
                if is_path(address) { "path" } else { "port" },
            ),
            Self::PermissionDenied { address, .. } if is_path(address) => write!(
                f,
                "{} may not be created by this user; choose a directory that it may write to",
                Place(address),
            ),
            Self::PermissionDenied { address, .. } => write!(
                f,
                "{} may not be used by this user; ports below 1024 are for privileged programs, \
                 choose a higher one",
                Place(address),
            ),
            Self::NotAvailable { address, .. } => write!(
                f,
                "{} is not an address of this machine; use 127.0.0.1 for this machine alone or \
                 0.0.0.0 for every interface",
                Place(address),
            ),
            Self::BadAddress { address, .. } => write!(
                f,
                "`{address}` is not an address to listen on; write a host and a port, such as \
                 `127.0.0.1:8000`",
            ),
            Self::NoListener => {
                f.write_str("there is nothing to listen on; give the server at least one address")
            }
            Self::Io { doing, source } => write!(f, "could not {doing}: {source}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InUse { source, .. }
            | Self::PermissionDenied { source, .. }
            | Self::NotAvailable { source, .. }
            | Self::Io { source, .. } => Some(source),
            Self::BadAddress { source, .. } => source
                .as_ref()
                .map(|source| source as &(dyn std::error::Error + 'static)),
            Self::NoListener => None,
        }
    }
}

/// Writes `127.0.0.1:8000` as people say it.
struct Place<'a>(&'a str);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.rsplit_once(':') {
            Some(("unix", _)) | None => write!(f, "the socket {}", self.0),
            Some((host, port)) => write!(f, "port {port} on {host}"),
        }
    }
}

fn is_path(address: &str) -> bool {
    address.starts_with("unix:")
}
