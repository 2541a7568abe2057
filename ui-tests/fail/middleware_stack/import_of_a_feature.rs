//! An import of a stage of a feature.
use onionskin::prelude::*;

use onionskin::stages::Compression;

fn main() {}
