//! `ClearSiteData`: has the browser forget what it keeps of this site.

use http::{HeaderValue, header::HeaderName};

use super::{IntoResponseParts, UnfitResponse};
use crate::Response;

/// Has the browser forget what it keeps of this site: the header `Clear-Site-Data`, for a logout.
///
/// Browsers obey over https alone, and only newer ones do: end the session on the server, too.
///
/// # Examples
///
/// ```
/// use onionskin::{ClearSiteData, prelude::*};
///
/// #[handler]
/// async fn log_out(session: &Session<u64>) -> Result<(ClearSiteData, &'static str), SessionError> {
///     session.destroy().await?;
///     Ok((ClearSiteData::ALL, "goodbye"))
/// }
///
/// let response = (ClearSiteData::COOKIES.and(ClearSiteData::CACHE), "").into_response();
/// assert_eq!(response.headers()["clear-site-data"], r#""cache", "cookies""#);
/// ```
///
/// Source: W3C Clear Site Data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClearSiteData(u8);

const NAME: HeaderName = HeaderName::from_static("clear-site-data");

impl ClearSiteData {
    /// What is cached of this origin.
    pub const CACHE: Self = Self(1);
    /// All cookies of the whole site, also those of its other hosts, and HTTP authentication.
    pub const COOKIES: Self = Self(2);
    /// What scripts have stored: local storage, databases, service workers.
    pub const STORAGE: Self = Self(4);
    /// All of it, and what browsers may come to keep.
    pub const ALL: Self = Self(8);

    /// Has this forgotten, and that as well.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn value(self) -> &'static str {
        match self.0 {
            1 => r#""cache""#,
            2 => r#""cookies""#,
            3 => r#""cache", "cookies""#,
            4 => r#""storage""#,
            5 => r#""cache", "storage""#,
            6 => r#""cookies", "storage""#,
            7 => r#""cache", "cookies", "storage""#,
            _ => r#""*""#,
        }
    }
}

impl IntoResponseParts for ClearSiteData {
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse> {
        let value = HeaderValue::from_static(self.value());
        response.headers_mut().insert(NAME, value);
        Ok(())
    }
}
