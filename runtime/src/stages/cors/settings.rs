//! Settings: `Cors` as it is written in a configuration.

use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Deserializer, de::Error};

use super::Cors;

/// The options by their names; those that are left out keep their defaults.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a yes or no of its own in a configuration"
)]
struct Settings {
    allow_origins: Vec<String>,
    #[cfg(feature = "regex")]
    allow_origin_regex: Option<String>,
    allow_methods: Vec<String>,
    allow_headers: Vec<String>,
    expose_headers: Vec<String>,
    allow_credentials: bool,
    allow_private_network: bool,
    allow_timing: bool,
    max_age: Option<u64>,
    preflight_status: Option<u16>,
    mirror_any_origin: bool,
    plain_preflights: bool,
    respect_handler_headers: bool,
    skip_websocket_check: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            allow_origins: Vec::new(),
            #[cfg(feature = "regex")]
            allow_origin_regex: None,
            allow_methods: Vec::new(),
            allow_headers: Vec::new(),
            expose_headers: Vec::new(),
            allow_credentials: false,
            allow_private_network: false,
            allow_timing: false,
            max_age: Some(600),
            preflight_status: None,
            mirror_any_origin: false,
            plain_preflights: false,
            respect_handler_headers: false,
            skip_websocket_check: false,
        }
    }
}

impl<'de> Deserialize<'de> for Cors {
    /// Reads the settings; whether they can work together is told when the stack is built.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let settings = Settings::deserialize(deserializer)?;
        let mut cors = Self::new()
            .allow_origins(settings.allow_origins)
            .allow_methods(settings.allow_methods)
            .allow_headers(settings.allow_headers)
            .expose_headers(settings.expose_headers);
        cors = match settings.max_age {
            Some(seconds) => cors.max_age(Duration::from_secs(seconds)),
            None => cors.no_max_age(),
        };
        #[cfg(feature = "regex")]
        if let Some(pattern) = settings.allow_origin_regex {
            cors = cors.allow_origin_regex(pattern);
        }
        if settings.plain_preflights {
            cors = cors.plain_preflights();
        }
        if let Some(status) = settings.preflight_status {
            cors.preflight_status = StatusCode::from_u16(status).map_err(D::Error::custom)?;
        }
        if settings.mirror_any_origin {
            cors = cors.mirror_any_origin();
        }
        cors.allows_credentials = settings.allow_credentials;
        cors.allows_private_network = settings.allow_private_network;
        cors.allows_timing = settings.allow_timing;
        cors.respects_handlers = settings.respect_handler_headers;
        cors.checks_websockets = !settings.skip_websocket_check;
        Ok(cors)
    }
}
