//! Seventeen values out of one request.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Word {
    _word: String,
}

#[handler]
async fn home(
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
    _: Query<Word>,
) -> &'static str {
    "home"
}

fn main() {}
