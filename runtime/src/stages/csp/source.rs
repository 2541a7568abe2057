//! `CspSource`: one thing that a directive of a policy allows.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// One thing that a directive of a [`ContentSecurityPolicy`](crate::ContentSecurityPolicy) allows.
///
/// Texts convert into it: hosts (`https://cdn.example.org`), schemes (`data:`) and keywords, which
/// get their quotes (`self` is `'self'`).
///
/// # Examples
///
/// ```
/// use onionskin::{ContentSecurityPolicy, CspSource};
///
/// let policy = ContentSecurityPolicy::new()
///     .script_src([CspSource::SELF, CspSource::sha256("start()")])
///     .img_src(["self", "data:", "https://images.example.org"]);
/// assert_eq!(
///     policy.to_string(),
///     "script-src 'self' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='; \
///      img-src 'self' data: https://images.example.org"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CspSource(pub(super) Cow<'static, str>);

/// What stands in the place of a nonce until there is one; no other source may contain it.
pub(super) const GAP: char = '\u{1}';
const NONCE: &str = "'nonce-\u{1}'";

const KEYWORDS: [&str; 11] = [
    "self",
    "none",
    "unsafe-inline",
    "unsafe-eval",
    "unsafe-hashes",
    "wasm-unsafe-eval",
    "strict-dynamic",
    "report-sample",
    "inline-speculation-rules",
    "trusted-types-eval",
    "allow-duplicates",
];

impl CspSource {
    /// The origin of the page, `'self'`.
    pub const SELF: Self = Self::keyword("'self'");
    /// Nothing, `'none'`.
    pub const NONE: Self = Self::keyword("'none'");
    /// What carries the nonce of this answer; [`Csp`](crate::Csp) lends it to templates.
    pub const NONCE: Self = Self::keyword(NONCE);
    /// What a script that is allowed brings in, `'strict-dynamic'`.
    pub const STRICT_DYNAMIC: Self = Self::keyword("'strict-dynamic'");
    /// Anything that stands in the page itself, `'unsafe-inline'`: no protection against injected scripts.
    pub const UNSAFE_INLINE: Self = Self::keyword("'unsafe-inline'");
    /// `eval` and its kin, `'unsafe-eval'`.
    pub const UNSAFE_EVAL: Self = Self::keyword("'unsafe-eval'");
    /// WebAssembly, `'wasm-unsafe-eval'`.
    pub const WASM_UNSAFE_EVAL: Self = Self::keyword("'wasm-unsafe-eval'");
    /// A piece of what was blocked is part of the report, `'report-sample'`.
    pub const REPORT_SAMPLE: Self = Self::keyword("'report-sample'");

    /// The script or the style whose text is exactly this, by its SHA-256.
    #[must_use]
    pub fn sha256(text: impl AsRef<[u8]>) -> Self {
        let digest = BASE64_STANDARD.encode(Sha256::digest(text));
        Self(format!("'sha256-{digest}'").into())
    }

    const fn keyword(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Tells whether it can stand in a policy.
    pub(super) fn is_fit(&self) -> bool {
        let text = &*self.0;
        // A nonce that is the same in every answer is no nonce.
        let is_fixed_nonce = text.to_ascii_lowercase().starts_with("'nonce-");
        text == NONCE
            || (!text.is_empty()
                && !is_fixed_nonce
                && text.bytes().all(|byte| byte.is_ascii_graphic())
                && !text.contains([';', ',']))
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for CspSource {
    fn from(text: T) -> Self {
        let text = text.into();
        let bare = text.trim_matches('\'');
        if bare == "nonce" {
            return Self::NONCE;
        }
        let is_hash = ["sha256-", "sha384-", "sha512-", "nonce-"]
            .iter()
            .any(|start| bare.starts_with(start));
        if is_hash || KEYWORDS.contains(&bare) {
            return Self(format!("'{bare}'").into());
        }
        Self(text)
    }
}

/// Several sources of a directive: an array, a vector, or any other iterator of them.
///
/// Whatever is `IntoIterator` over what is `Into<CspSource>` is some; nobody implements it by hand.
///
/// # Examples
///
/// ```
/// use onionskin::ContentSecurityPolicy;
///
/// let policy = ContentSecurityPolicy::new().default_src(["'self'", "https://example.org"]);
/// assert!(policy.check().is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of sources",
    label = "not a list",
    note = "write a list, also of one: `[\"'self'\"]`"
)]
pub trait CspSources: IntoIterator<Item: Into<CspSource>> {}

#[diagnostic::do_not_recommend]
impl<T: IntoIterator<Item: Into<CspSource>>> CspSources for T {}
