//! Options: what can be set on a `Compression`.

use std::sync::Arc;

use super::{Breach, Compression, Flush, encoder::Levels};
use crate::{Request, Response, stages::coding::Coding};

impl Compression {
    /// Offers all codings, at levels that are made for answers of the moment.
    #[must_use]
    pub fn new() -> Self {
        Self {
            codings: Coding::ALL.to_vec(),
            offered: Coding::ALL.to_vec(),
            minimum_size: 860,
            levels: Levels {
                gzip: 6,
                brotli: 5,
                zstd: 3,
            },
            flush: Flush::OnIdle,
            breach: Breach::SkipIfSecret,
            also: Vec::new(),
            never: Vec::new(),
            except: Vec::new(),
            strict: false,
        }
    }

    /// Sets the codings on offer; among those that a client likes equally, the first is taken.
    #[must_use]
    pub fn codings(mut self, codings: impl IntoIterator<Item = Coding>) -> Self {
        self.codings = codings.into_iter().collect();
        self.offer()
    }

    /// Sets how many bytes a body has to have.
    #[must_use]
    pub fn minimum_size(mut self, bytes: u64) -> Self {
        self.minimum_size = bytes;
        self
    }

    /// Sets how hard gzip and deflate try: 1 to 9.
    #[must_use]
    pub fn gzip_level(mut self, level: u32) -> Self {
        self.levels.gzip = level;
        self
    }

    /// Sets how hard brotli tries: 1 to 11; from 9 on it is for files that are packed once.
    #[must_use]
    pub fn brotli_level(mut self, level: u32) -> Self {
        self.levels.brotli = level;
        self
    }

    /// Sets how hard zstd tries: 1 to 19.
    #[must_use]
    pub fn zstd_level(mut self, level: u32) -> Self {
        self.levels.zstd = level;
        self
    }

    /// Sets when a streamed body gives away what the encoder holds.
    #[must_use]
    pub fn flush(mut self, flush: Flush) -> Self {
        self.flush = flush;
        self
    }

    /// Sets what is done against reading secrets from lengths.
    #[must_use]
    pub fn breach(mut self, breach: Breach) -> Self {
        self.breach = breach;
        self.offer()
    }

    /// Packs this type of content too, such as `application/x-shapefile` or `text/event-stream`.
    #[must_use]
    pub fn also(mut self, content_type: impl Into<String>) -> Self {
        self.also.push(content_type.into());
        self
    }

    /// Leaves this type of content as it is.
    #[must_use]
    pub fn never(mut self, content_type: impl Into<String>) -> Self {
        self.never.push(content_type.into());
        self
    }

    /// Leaves the responses as they are for which this says `true`.
    ///
    /// It is asked for responses that could be packed, before a client's wishes are looked at.
    #[must_use]
    pub fn except(
        mut self,
        applies: impl Fn(&Request, &Response) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.except.push(Arc::new(applies));
        self
    }

    /// Answers 406 when a client accepts no coding on offer and not the plain bytes either.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    fn offer(mut self) -> Self {
        let allowed = |coding: &Coding| self.breach.allows(*coding);
        self.offered = self.codings.iter().copied().filter(allowed).collect();
        self
    }
}
