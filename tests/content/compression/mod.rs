//! Responses are packed for clients that can unpack them, and for nobody else.

mod breach;
mod exceptions;
mod heads;
mod negotiation;
mod streams;

use onionskin::{Breach, Coding, IntoResponse, TestClient, prelude::*};

use super::{codings::Dice, refusal};

/// Answers what the test has put here.
struct Answer(Box<dyn Fn() -> Response + Send + Sync>);

#[handler]
fn answer(answer: &Answer) -> Response {
    (answer.0)()
}

/// A client of a stack that packs this answer.
fn packing<R: IntoResponse>(
    compression: Compression,
    answered: impl Fn() -> R + Send + Sync + 'static,
) -> TestClient {
    TestClient::new(middleware_stack! {
        provide Answer(Box::new(move || answered().into_response()));
        (compression),
        => answer
    })
}

fn text() -> String {
    "x".repeat(4000)
}

/// Text that does not repeat itself all too much.
fn prose(length: usize) -> String {
    let mut dice = Dice::new(7);
    let words = [
        "onion", "skin", "layer", "paper", "thin", "peel", "cut", "weep",
    ];
    let mut prose = String::new();
    while prose.len() < length {
        prose.push_str(dice.of(&words));
        prose.push_str(&dice.below(1000).to_string());
        prose.push(' ');
    }
    prose.truncate(length);
    prose
}

#[test]
fn settings_that_cannot_work_refuse_the_stack_with_a_way_out() {
    for (compression, way_out) in [
        (Compression::new().gzip_level(10), "1 to 9"),
        (Compression::new().brotli_level(0), "1 to 11"),
        (Compression::new().zstd_level(20), "1 to 19"),
        (Compression::new().codings([]), "`.codings(Coding::ALL)`"),
        (Compression::new().also("json"), "`application/json`"),
        (
            Compression::new().breach(Breach::RandomPad(0)),
            "`RandomPad(32)`",
        ),
        (
            Compression::new()
                .codings([Coding::Brotli])
                .breach(Breach::RandomPad(8)),
            "only gzip and zstd count",
        ),
    ] {
        let sentence = refusal(|| {
            middleware_stack! { provide Answer(Box::new(|| "".into_response())); (compression), => answer }
        });
        assert!(sentence.contains(way_out), "{sentence}");
    }
}
