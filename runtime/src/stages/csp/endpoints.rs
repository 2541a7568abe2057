//! Endpoints: where browsers send their reports.

use http::HeaderValue;

use super::CspError;

/// The `Reporting-Endpoints` of an answer (Reporting API, section 3.3).
#[derive(Clone, Debug, Default)]
pub(crate) struct Endpoints {
    members: Vec<String>,
    pub(crate) unfit: Option<CspError>,
}

impl Endpoints {
    pub(crate) fn add(&mut self, name: &str, url: &str) {
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.*".contains(&byte)
            });
        let is_url = (url.starts_with("https://") || url.starts_with('/'))
            && url.bytes().all(|byte| byte.is_ascii_graphic())
            && !url.contains(['"', '\\']);
        if !is_name || !is_url {
            self.unfit
                .get_or_insert(CspError::Endpoint(name.to_owned()));
            return;
        }
        self.members.push(format!("{name}=\"{url}\""));
    }

    pub(crate) fn value(&self) -> Option<HeaderValue> {
        let value = HeaderValue::try_from(self.members.join(", ")).ok();
        value.filter(|value| !value.is_empty())
    }
}
