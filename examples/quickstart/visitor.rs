//! What the session of one visitor holds.

use onionskin::prelude::*;

/// What is remembered of a visitor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Visitor {
    pub(crate) visits: u64,
    pub(crate) name: Option<Name>,
}

/// A name of 1 to 40 characters, without those that cannot be seen.
///
/// It is checked where it is read, so that a bad one never gets further than the extractor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Name(String);

impl Name {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let name = text.trim();
        if name.is_empty() || name.chars().count() > 40 {
            return Err("a name has 1 to 40 characters");
        }
        if name.chars().any(char::is_control) {
            return Err("a name has no control characters");
        }
        Ok(Self(name.to_owned()))
    }
}
