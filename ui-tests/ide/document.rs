//! Document: a source file as an editor has it open.

use std::{error::Error, fs, path::Path};

/// A line and a column, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// One file.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) uri: String,
    pub(crate) text: String,
}

/// Stands in a pattern for where the cursor is.
const CURSOR: char = '‸';

impl Document {
    pub(crate) fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            uri: format!("file://{}", file.display()),
            text: fs::read_to_string(file)?,
        })
    }

    /// The document with one piece of it replaced, by a pattern without its cursor.
    pub(crate) fn with(&self, piece: &str, pattern: &str) -> Result<Self, Box<dyn Error>> {
        if !self.text.contains(piece) {
            return Err(format!("there is no `{piece}` in the code").into());
        }
        Ok(Self {
            uri: self.uri.clone(),
            text: self.text.replace(piece, &pattern.replace(CURSOR, "")),
        })
    }

    /// Where the cursor of the pattern is, at the first place that is so.
    pub(crate) fn position(&self, pattern: &str) -> Result<Position, Box<dyn Error>> {
        let (before, after) = pattern
            .split_once(CURSOR)
            .ok_or("the pattern has no cursor")?;
        let start = self.text.find(&format!("{before}{after}"));
        let start = start.ok_or_else(|| format!("there is no `{pattern}` in the code"))?;
        let above = &self.text[..start + before.len()];
        Ok(Position {
            line: above.matches('\n').count(),
            column: above.rsplit('\n').next().map_or(0, str::len),
        })
    }
}
