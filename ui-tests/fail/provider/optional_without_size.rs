//! An optional text without a size.
use onionskin::prelude::*;

struct Locale;

#[provider]
fn locale(_language: Option<&str>) -> Locale {
    Locale
}

fn main() {}
