//! TLS: the way to a PostgreSQL server that nobody can read, by rustls.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres::{Config, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::session::{PostgresStore, StoreError};

impl PostgresStore {
    /// Keeps sessions in the database at that URL, over TLS only, whatever its `sslmode` says.
    ///
    /// The server must have a certificate for the host in the URL that Mozilla trusts.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::session::PostgresStore;
    ///
    /// let store = PostgresStore::encrypted("postgres://shop:password@db.example.org/shop");
    /// assert!(store.is_ok());
    /// ```
    pub fn encrypted(url: &str) -> Result<Self, StoreError> {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        Self::trusting(url, roots)
    }

    /// Keeps sessions in the database at that URL, over TLS only, with a server that this root
    /// certificate vouches for, and no other.
    ///
    /// The certificate is in PEM.
    ///
    /// # Errors
    ///
    /// When the URL or the certificate cannot be understood.
    pub fn with_root_certificate(url: &str, pem: &[u8]) -> Result<Self, StoreError> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| StoreError::new(error.to_string()))?;
            roots.add(certificate).map_err(StoreError::new)?;
        }
        if roots.is_empty() {
            return Err(StoreError::new("there is no certificate in the PEM text"));
        }
        Self::trusting(url, roots)
    }

    fn trusting(url: &str, roots: RootCertStore) -> Result<Self, StoreError> {
        let mut config: Config = url.parse().map_err(StoreError::new)?;
        config.ssl_mode(SslMode::Require);
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(StoreError::new)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self::connecting(config, MakeRustlsConnect::new(tls))
    }
}
