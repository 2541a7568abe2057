//! Workload: what an application is asked to do.

use std::{fmt, str::FromStr};

/// One of the applications that every contender builds; `WORKLOADS.md` defines them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Workload {
    /// `GET /` and a small JSON answer, no middleware.
    Plain,
    /// [`Plain`](Self::Plain) inside so many pass-through async layers.
    Layers(u8),
    /// Seven concerns of real applications around a JSON handler.
    Real,
    /// So many of two hundred routes, no middleware.
    Routes(u8),
    /// [`Plain`](Self::Plain), and what sends and takes bodies of all sizes.
    Bodies,
    /// [`Plain`](Self::Plain) on a server that speaks HTTP/2.
    Http2,
}

impl Workload {
    /// Every workload.
    pub const ALL: [Self; 11] = [
        Self::Plain,
        Self::Layers(1),
        Self::Layers(5),
        Self::Layers(10),
        Self::Layers(20),
        Self::Layers(32),
        Self::Real,
        Self::Routes(1),
        Self::Routes(200),
        Self::Bodies,
        Self::Http2,
    ];

    /// Those that are counted in the process, in the order of the tables.
    pub fn in_process() -> impl Iterator<Item = Self> {
        let is_counted = |workload: &Self| !matches!(workload, Self::Bodies | Self::Http2);
        Self::ALL.into_iter().filter(is_counted)
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain => formatter.write_str("plain"),
            Self::Layers(count) => write!(formatter, "layers-{count}"),
            Self::Real => formatter.write_str("real"),
            Self::Routes(count) => write!(formatter, "routes-{count}"),
            Self::Bodies => formatter.write_str("bodies"),
            Self::Http2 => formatter.write_str("http2"),
        }
    }
}

impl FromStr for Workload {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|workload| workload.to_string() == text)
            .ok_or_else(|| format!("no workload is called {text:?}"))
    }
}
