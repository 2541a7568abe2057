//! What the compiler tells a user whose stage or stack is wrong.
//!
//! `TRYBUILD=overwrite cargo test -p onionskin-ui-tests` writes the messages anew, and the page of
//! them in the documentation.

mod page;

/// Each file of `fail/` holds one mistake, and beside it what the compiler says of it.
#[test]
#[cfg_attr(
    not(pinned),
    ignore = "the messages are those of the compiler in rust-toolchain.toml"
)]
fn every_mistake_has_its_message() {
    trybuild::TestCases::new().compile_fail("fail/**/*.rs");
}

/// Each file of `pass/` is a caller that makes it hard for generated code.
#[test]
fn hostile_callers_compile() {
    trybuild::TestCases::new().pass("pass/**/*.rs");
}

#[test]
#[cfg_attr(
    not(pinned),
    ignore = "the messages are those of the compiler in rust-toolchain.toml"
)]
fn every_mistake_is_told_once_and_shortly() {
    let mistakes = page::mistakes();
    assert!(
        mistakes.len() > 80,
        "only {} mistakes were found",
        mistakes.len()
    );
    let mut lengths: Vec<usize> = Vec::new();
    for mistake in &mistakes {
        let errors = mistake.errors();
        let told = mistake
            .title
            .rsplit_once(": ")
            .map_or(1, |(_, count)| match count {
                "two errors." => 2,
                _ => 1,
            });
        assert!(errors == told, "{}: {errors} errors", mistake.name);
        for internal in ["__private", "originates in", "warning:", "Fragment<"] {
            let known = mistake.shows_more_than_we_want();
            assert!(
                known || !mistake.stderr.contains(internal),
                "{} shows `{internal}`",
                mistake.name
            );
        }
        let length = mistake
            .stderr
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count()
            / errors;
        assert!(length <= 24, "{} takes {length} lines", mistake.name);
        lengths.push(length);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 12, "the median is {median} lines");
}

#[test]
fn the_page_of_mistakes_is_up_to_date() {
    let (path, page) = (page::path(), page::write(&page::mistakes()));
    if std::env::var("TRYBUILD").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &page).expect("the documentation is beside the tests");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "run `TRYBUILD=overwrite cargo test -p onionskin-ui-tests`"
    );
}
