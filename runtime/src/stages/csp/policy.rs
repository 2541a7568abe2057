//! `ContentSecurityPolicy`: what a page may load and do.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer};

use super::{CspError, CspSource, CspSources, kind::Kind, source::GAP};

/// What a page may load and do, directive by directive (CSP Level 3).
///
/// A directive that is set again is replaced. Names, keywords and the rest of the grammar are checked when the
/// stack is built.
///
/// # Examples
///
/// ```
/// use onionskin::{ContentSecurityPolicy, CspSource};
///
/// let policy = ContentSecurityPolicy::new()
///     .default_src([CspSource::SELF])
///     .img_src(["self", "https://images.example.org"])
///     .frame_ancestors([CspSource::NONE])
///     .upgrade_insecure_requests();
/// assert_eq!(
///     policy.to_string(),
///     "default-src 'self'; img-src 'self' https://images.example.org; \
///      frame-ancestors 'none'; upgrade-insecure-requests"
/// );
/// ```
///
/// In a configuration it is the text of a policy, or a map of directives to texts or lists; `'nonce'` is the
/// place of the nonce:
///
/// ```
/// use onionskin::ContentSecurityPolicy;
///
/// let policy: ContentSecurityPolicy = serde_json::from_str(
///     r#"{ "default-src": "'self'", "script-src": ["'self'", "'nonce'"] }"#,
/// )
/// .unwrap();
/// assert_eq!(policy.to_string(), "default-src 'self'; script-src 'self' 'nonce-…'");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ContentSecurityPolicy {
    directives: Vec<Directive>,
    unfit: Option<CspError>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Directive {
    name: Cow<'static, str>,
    sources: Vec<CspSource>,
}

macro_rules! directives {
    ($($(#[$doc:meta])+ $method:ident $name:literal;)+) => {$(
        $(#[$doc])+
        pub fn $method(self, sources: impl CspSources) -> Self {
            self.directive($name, sources)
        }
    )+};
}

impl ContentSecurityPolicy {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Allows what comes from the page's own origin, no frames and no plug-ins.
    ///
    /// Over plain http leave `upgrade-insecure-requests` [out](Self::without): browsers then ask for all that a
    /// page names by https, its own styles and scripts too.
    ///
    /// `default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action
    /// 'self'; upgrade-insecure-requests`.
    pub fn strict() -> Self {
        Self::new()
            .default_src([CspSource::SELF])
            .base_uri([CspSource::NONE])
            .object_src([CspSource::NONE])
            .frame_ancestors([CspSource::NONE])
            .form_action([CspSource::SELF])
            .upgrade_insecure_requests()
    }

    /// Allows nothing: for answers that are no pages.
    pub fn api() -> Self {
        Self::new()
            .default_src([CspSource::NONE])
            .frame_ancestors([CspSource::NONE])
    }

    /// Allows its own scripts, and styles, images and fonts from anywhere by https.
    pub fn web() -> Self {
        Self::new()
            .default_src([CspSource::SELF])
            .base_uri([CspSource::SELF])
            .object_src([CspSource::NONE])
            .frame_ancestors([CspSource::SELF])
            .form_action([CspSource::SELF])
            .img_src(["self", "data:", "https:"])
            .font_src(["self", "data:", "https:"])
            .style_src(["self", "unsafe-inline", "https:"])
            .script_src_attr([CspSource::NONE])
            .upgrade_insecure_requests()
    }

    /// Allows the scripts and styles that carry the nonce of the answer, and what such scripts bring in.
    pub fn nonces() -> Self {
        Self::strict()
            .script_src([CspSource::NONCE, CspSource::STRICT_DYNAMIC])
            .style_src([CspSource::SELF, CspSource::NONCE])
    }

    directives! {
        /// Sets what is allowed where no other directive says.
        default_src "default-src";
        /// Sets which scripts run.
        script_src "script-src";
        /// Sets which `<script>` elements run.
        script_src_elem "script-src-elem";
        /// Sets which scripts in attributes run.
        script_src_attr "script-src-attr";
        /// Sets which styles apply.
        style_src "style-src";
        /// Sets which `<style>` and `<link>` elements apply.
        style_src_elem "style-src-elem";
        /// Sets which styles in attributes apply.
        style_src_attr "style-src-attr";
        /// Sets where images come from.
        img_src "img-src";
        /// Sets where fonts come from.
        font_src "font-src";
        /// Sets where scripts may connect to.
        connect_src "connect-src";
        /// Sets where sound and video come from.
        media_src "media-src";
        /// Sets where plug-ins come from.
        object_src "object-src";
        /// Sets what the page may show in frames.
        frame_src "frame-src";
        /// Sets where workers come from.
        worker_src "worker-src";
        /// Sets where manifests come from.
        manifest_src "manifest-src";
        /// Sets what `<base>` may name.
        base_uri "base-uri";
        /// Sets where forms may be sent.
        form_action "form-action";
        /// Sets which pages may show this one in a frame.
        frame_ancestors "frame-ancestors";
        /// Takes rights from the page but for these, such as `allow-scripts`.
        sandbox "sandbox";
        /// Sets which policies of Trusted Types may be made.
        trusted_types "trusted-types";
    }

    /// Asks for Trusted Types wherever a text could become a script.
    pub fn require_trusted_types(self) -> Self {
        self.directive("require-trusted-types-for", ["'script'"])
    }

    /// Loads by https what the page names by http.
    pub fn upgrade_insecure_requests(self) -> Self {
        self.directive("upgrade-insecure-requests", [""; 0])
    }

    /// Names the endpoint of `Reporting-Endpoints` that reports go to.
    pub fn report_to(self, endpoint: impl Into<Cow<'static, str>>) -> Self {
        self.directive("report-to", [endpoint.into()])
    }

    /// Sets a directive by its name.
    pub fn directive(
        mut self,
        name: impl Into<Cow<'static, str>>,
        sources: impl CspSources,
    ) -> Self {
        let name = name.into();
        let sources: Vec<_> = sources.into_iter().map(Into::into).collect();
        if let Err(error) = Kind::check(&name, &sources) {
            self.unfit.get_or_insert(error);
        }
        let known = self.directives.iter_mut().find(|known| known.name == name);
        match known {
            Some(known) => known.sources = sources,
            None => self.directives.push(Directive { name, sources }),
        }
        self
    }

    /// Takes a directive out.
    pub fn without(mut self, name: &str) -> Self {
        self.directives.retain(|directive| directive.name != name);
        self
    }

    /// Reads the text of a policy; of a directive that stands twice the last counts.
    pub fn parse(text: &str) -> Self {
        text.split(';')
            .filter_map(|directive| {
                let mut words = directive.split_ascii_whitespace();
                Some((words.next()?.to_ascii_lowercase(), words))
            })
            .fold(Self::new(), |policy, (name, words)| {
                policy.directive(name, words.map(str::to_owned))
            })
    }

    /// Tells whether the policy can work.
    ///
    /// # Errors
    ///
    /// [`CspError`] for a directive that CSP does not know, and for what cannot stand in one.
    pub fn check(&self) -> Result<(), CspError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }

    /// Tells whether it has a place for a nonce.
    pub(crate) fn has_nonce(&self) -> bool {
        let mut sources = self.directives.iter().flat_map(|it| &it.sources);
        sources.any(|source| *source == CspSource::NONCE)
    }

    /// Tells whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.directives.is_empty()
    }

    /// Tells whether it has a directive.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.directives
            .iter()
            .any(|directive| directive.name == name)
    }

    /// Its text, with a gap for each nonce.
    pub(super) fn written(&self) -> String {
        let directives = self.directives.iter().map(|Directive { name, sources }| {
            let mut text = name.to_string();
            for source in sources {
                text.push(' ');
                text.push_str(&source.0);
            }
            if sources.is_empty() && Kind::of(name) == Some(Kind::Sources) {
                text.push_str(" 'none'");
            }
            text
        });
        directives.collect::<Vec<_>>().join("; ")
    }
}

impl fmt::Display for ContentSecurityPolicy {
    /// Writes the policy, with `…` for nonces.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written().replace(GAP, "…"))
    }
}

impl<'de> Deserialize<'de> for ContentSecurityPolicy {
    /// Reads a text or a map; whether it can work is told when the stack is built.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Map(BTreeMap<String, Words>),
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Words {
            Text(String),
            List(Vec<String>),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Text(text) => Self::parse(&text),
            Written::Map(map) => map.into_iter().fold(Self::new(), |policy, (name, words)| {
                let words = match words {
                    Words::Text(text) => text.split_whitespace().map(str::to_owned).collect(),
                    Words::List(list) => list,
                };
                policy.directive(name, words)
            }),
        })
    }
}
