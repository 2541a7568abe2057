//! Line: a policy as a header, with gaps for nonces.

use http::HeaderValue;

use super::{ContentSecurityPolicy, CspNonce, nonce, source::GAP};

/// A policy as a header; ready when it has no nonce, and else pieces to put nonces between.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pieces: Vec<String>,
    ready: Option<HeaderValue>,
}

impl Line {
    pub(crate) fn of(policy: &ContentSecurityPolicy) -> Self {
        let text = policy.written();
        let pieces: Vec<_> = text.split(GAP).map(str::to_owned).collect();
        let ready = match &pieces[..] {
            [whole] => HeaderValue::from_str(whole).ok(),
            _ => None,
        };
        Self { pieces, ready }
    }

    /// Gives the header for an answer with this nonce; `None` for a policy that says nothing.
    pub(crate) fn value(&self, nonce: &CspNonce) -> Option<HeaderValue> {
        if let Some(ready) = &self.ready {
            return (!ready.is_empty()).then(|| ready.clone());
        }
        let (first, others) = self.pieces.split_first()?;
        let length: usize = self.pieces.iter().map(String::len).sum();
        let mut text = String::with_capacity(length + others.len() * nonce::LENGTH);
        text.push_str(first);
        for piece in others {
            text.push_str(nonce.as_str());
            text.push_str(piece);
        }
        HeaderValue::try_from(text).ok()
    }
}
