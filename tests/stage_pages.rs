//! The page of every built-in stage says what somebody who switches it on has to know.

use std::{collections::BTreeMap, fs, path::PathBuf};

/// Gives the documentation of the public structs of all stages, by their names.
fn pages() -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../runtime/src/stages");
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the stages are there") {
        let path = entry.expect("it can be read").path();
        let file = if path.is_dir() {
            path.join("mod.rs")
        } else {
            path
        };
        let text = fs::read_to_string(file).expect("it is text");
        let mut page = String::new();
        for line in text.lines() {
            if let Some(words) = line.strip_prefix("///") {
                page.push_str(words);
                page.push('\n');
            } else if let Some(rest) = line.strip_prefix("pub struct ") {
                let end = rest.find(|letter: char| !letter.is_alphanumeric());
                let name = &rest[..end.unwrap_or(rest.len())];
                pages.insert(name.to_owned(), std::mem::take(&mut page));
            } else if !line.starts_with("#[") && !line.starts_with([' ', ')', ']']) {
                page.clear();
            }
        }
    }
    pages
}

const STAGES: [&str; 24] = [
    "AccessLog",
    "BodyLimit",
    "Compression",
    "ConcurrencyLimit",
    "Cors",
    "Csp",
    "Csrf",
    "CsrfTokens",
    "Decompression",
    "FrameOptions",
    "Hsts",
    "HttpsRedirect",
    "MessagePack",
    "ProxyHeaders",
    "Recommended",
    "RequestIds",
    "SecurityHeaders",
    "ServerError",
    "SessionBinding",
    "Timeout",
    "Timing",
    "Trace",
    "TrustedHost",
    "TrustedReferrer",
];

#[test]
fn every_page_has_a_stack_the_defaults_what_it_does_not_do_and_its_source() {
    let pages = pages();
    for stage in STAGES {
        let page = pages
            .get(stage)
            .unwrap_or_else(|| panic!("no page for {stage}"));
        let has_source = page.contains("\n Source: ") || page.contains("\n Sources: ");
        assert!(has_source, "the page of {stage} names no source");
        let mut asked = vec!["# Defaults", "# What this does not protect against"];
        if stage != "Recommended" {
            asked.extend(["# Examples", "middleware_stack! {"]);
        }
        for heading in asked {
            assert!(
                page.contains(heading),
                "the page of {stage} has no `{heading}`"
            );
        }
    }
}
