//! `SecurityHeadersError`: why the settings of `SecurityHeaders` cannot work.

use std::fmt;

use http::HeaderName;

use super::PermissionsPolicyError;
use crate::{CspError, FrameOptionsError};

/// Says why a [`SecurityHeaders`](crate::SecurityHeaders) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecurityHeadersError {
    /// The content security policy cannot work.
    Policy(CspError),
    /// The permissions policy cannot work.
    Permissions(PermissionsPolicyError),
    /// The frame options cannot work.
    Frames(FrameOptionsError),
    /// This header is to be forced, and is not set.
    Forced(HeaderName),
}

impl fmt::Display for SecurityHeadersError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy(error) => error.fmt(formatter),
            Self::Permissions(error) => error.fmt(formatter),
            Self::Frames(error) => error.fmt(formatter),
            Self::Forced(name) => write!(
                formatter,
                "`{name}` is forced but not set: give it a value, or leave `.force` out"
            ),
        }
    }
}

impl std::error::Error for SecurityHeadersError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Policy(error) => Some(error),
            Self::Permissions(error) => Some(error),
            Self::Frames(error) => Some(error),
            Self::Forced(_) => None,
        }
    }
}
