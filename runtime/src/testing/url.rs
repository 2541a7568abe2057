//! Url: where a request of a test goes, and where a redirect leads.

use http::{Uri, uri::Scheme};

use super::TestError;

/// An absolute address: scheme, authority and path.
#[derive(Clone, Debug)]
pub(super) struct Url(Uri);

impl Url {
    pub(super) fn parse(text: &str) -> Result<Self, TestError> {
        let uri: Uri = text
            .parse()
            .map_err(|error| TestError::because(format!("`{text}` is not a URL"), error))?;
        if uri.scheme().is_none() || uri.host().is_none() {
            return Err(TestError::new(format!(
                "`{text}` is not an absolute URL; write `https://localhost` or the like"
            )));
        }
        Ok(Self(uri))
    }

    /// Resolves a reference, as RFC 3986 section 5.2 has it.
    pub(super) fn join(&self, reference: &str) -> Result<Self, TestError> {
        let reference = reference.split('#').next().unwrap_or_default();
        let origin = self.origin();
        if reference.starts_with("http://") || reference.starts_with("https://") {
            return Self::parse(reference);
        }
        if reference.starts_with("//") {
            return Self::parse(&format!("{}:{reference}", self.scheme()));
        }
        let (path, query) = match reference.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (reference, None),
        };
        let path = if path.is_empty() {
            self.path().to_owned()
        } else if path.starts_with('/') {
            without_dots(path)
        } else {
            let directory = self
                .path()
                .rsplit_once('/')
                .map_or("", |(before, _)| before);
            without_dots(&format!("{directory}/{path}"))
        };
        let query = query.or(if reference.is_empty() {
            self.0.query()
        } else {
            None
        });
        match query {
            Some(query) => Self::parse(&format!("{origin}{path}?{query}")),
            None => Self::parse(&format!("{origin}{path}")),
        }
    }

    pub(super) fn origin(&self) -> String {
        format!("{}://{}", self.scheme(), self.authority())
    }

    pub(super) fn scheme(&self) -> &str {
        self.0.scheme_str().unwrap_or("https")
    }

    pub(super) fn authority(&self) -> &str {
        self.0
            .authority()
            .map_or("", |authority| authority.as_str())
    }

    pub(super) fn host(&self) -> &str {
        self.0.host().unwrap_or_default()
    }

    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    /// Gives the path and query as they stand in a request line.
    pub(super) fn target(&self) -> Uri {
        self.0
            .path_and_query()
            .cloned()
            .map_or_else(|| Uri::from_static("/"), Uri::from)
    }

    /// Tells whether a browser keeps and sends `Secure` cookies here.
    pub(super) fn is_trustworthy(&self) -> bool {
        let host = self.host();
        self.0.scheme() == Some(&Scheme::HTTPS)
            || host == "localhost"
            || host.ends_with(".localhost")
            || host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

/// Removes `.` and `..`, as RFC 3986 section 5.2.4 has it.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}
