//! `PermissionsPolicy`: which features of the browser a page may use.

use std::fmt;

use http::HeaderValue;

use crate::{Origin, stages::Texts};

/// Which features of the browser a page may use, and the frames in it (W3C Permissions Policy).
///
/// # Examples
///
/// ```
/// use onionskin::PermissionsPolicy;
///
/// let policy = PermissionsPolicy::new()
///     .deny("camera")
///     .allow_self("fullscreen")
///     .allow("geolocation", ["https://maps.example.org"]);
/// assert_eq!(
///     policy.to_string(),
///     "camera=(), fullscreen=(self), geolocation=(self \"https://maps.example.org\")"
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct PermissionsPolicy {
    features: Vec<(String, String)>,
    unfit: Option<PermissionsPolicyError>,
}

impl PermissionsPolicy {
    /// Says nothing yet: each feature is as the browser has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Denies what few pages need and much can be learned or lost by: camera, microphone, place,
    /// payment, devices and the like.
    pub fn careful() -> Self {
        [
            "accelerometer",
            "browsing-topics",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "hid",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "serial",
            "usb",
            "xr-spatial-tracking",
        ]
        .into_iter()
        .fold(Self::new(), Self::deny)
    }

    /// Denies a feature to the page and all its frames.
    pub fn deny(self, feature: &str) -> Self {
        self.set(feature, "()".to_owned())
    }

    /// Allows a feature to the page and to frames of its origin.
    pub fn allow_self(self, feature: &str) -> Self {
        self.set(feature, "(self)".to_owned())
    }

    /// Allows a feature to the page, and to frames of these origins.
    pub fn allow(mut self, feature: &str, origins: impl Texts) -> Self {
        let mut list = vec!["self".to_owned()];
        for origin in origins {
            let text = origin.as_ref();
            if let Ok(origin) = Origin::parse(text) {
                list.push(format!("\"{origin}\""));
            } else {
                let error = PermissionsPolicyError::Origin(text.to_owned());
                self.unfit.get_or_insert(error);
            }
        }
        self.set(feature, format!("({})", list.join(" ")))
    }

    /// Allows a feature to the page and all its frames.
    pub fn allow_any(self, feature: &str) -> Self {
        self.set(feature, "*".to_owned())
    }

    /// Tells whether the policy can work.
    ///
    /// # Errors
    ///
    /// [`PermissionsPolicyError`] for what is no name of a feature, and for what is no origin.
    pub fn check(&self) -> Result<(), PermissionsPolicyError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }

    pub(super) fn value(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.to_string()).ok()
    }

    fn set(mut self, feature: &str, list: String) -> Self {
        let is_name = feature.starts_with(|first: char| first.is_ascii_lowercase())
            && feature
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_name {
            let error = PermissionsPolicyError::Feature(feature.to_owned());
            self.unfit.get_or_insert(error);
            return self;
        }
        match self.features.iter_mut().find(|(name, _)| name == feature) {
            Some((_, known)) => *known = list,
            None => self.features.push((feature.to_owned(), list)),
        }
        self
    }
}

impl fmt::Display for PermissionsPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (feature, list)) in self.features.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(formatter, "{separator}{feature}={list}")?;
        }
        Ok(())
    }
}

/// Says why a [`PermissionsPolicy`] cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PermissionsPolicyError {
    /// A text is no name of a feature.
    Feature(String),
    /// A text is no origin.
    Origin(String),
}

impl fmt::Display for PermissionsPolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Feature(text) => write!(
                formatter,
                "`{}` is no feature of browsers: write one as `geolocation`",
                text.escape_debug()
            ),
            Self::Origin(text) => write!(
                formatter,
                "`{}` is no origin: write one as `https://maps.example.org`",
                text.escape_debug()
            ),
        }
    }
}

impl std::error::Error for PermissionsPolicyError {}
