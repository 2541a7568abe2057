//! Page: the documentation's table of mistakes, made of the fixtures.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// One fixture of `fail/`.
pub(crate) struct Mistake {
    /// The folder and the file.
    pub(crate) name: String,
    /// The sentence at the top of the file.
    pub(crate) title: String,
    /// What the compiler says.
    pub(crate) stderr: String,
}

impl Mistake {
    /// The number of errors.
    pub(crate) fn errors(&self) -> usize {
        self.stderr
            .lines()
            .filter(|line| line.starts_with("error"))
            .count()
    }

    /// The few messages that rustc lets us shorten no further.
    pub(crate) fn shows_more_than_we_want(&self) -> bool {
        [
            "middleware/finally_takes_another_value",
            "middleware_stack/fragment_as_handler",
            "middleware_stack/fragment_hides_an_optional_need",
            "middleware_stack/served_without_end",
        ]
        .contains(&self.name.as_str())
    }

    /// The first line of the first error, without its code.
    fn message(&self) -> &str {
        let line = self.stderr.lines().next().unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, message)| message)
    }

    /// The line that says what to write.
    fn help(&self) -> &str {
        let lines = || self.stderr.lines().map(str::trim_start);
        let ours = |line: &&str| {
            !line.contains("the trait `") && !line.contains("the full name for the type")
        };
        let note = |start: &str| lines().filter(|line| line.starts_with(start)).find(ours);
        let line = note("= help: ")
            .or_else(|| note("= note: "))
            .or_else(|| note("help: "));
        line.and_then(|line| line.split_once(": "))
            .map_or("", |(_, help)| help)
    }
}

/// All fixtures, by their names.
pub(crate) fn mistakes() -> Vec<Mistake> {
    let fail = here().join("fail");
    let mut mistakes = Vec::new();
    for folder in entries(&fail) {
        for file in entries(&folder) {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
            let source = read(&file);
            let title = source
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("//! "));
            let name = file.strip_prefix(&fail).unwrap_or(&file).with_extension("");
            mistakes.push(Mistake {
                name: name.display().to_string(),
                title: title.expect("a fixture begins with a sentence").to_owned(),
                stderr: read(&file.with_extension("stderr")),
            });
        }
    }
    mistakes
}

/// The page, as Markdown.
pub(crate) fn write(mistakes: &[Mistake]) -> String {
    let mut page = String::from(
        "<!-- Written by `TRYBUILD=overwrite cargo test -p onionskin-ui-tests`. -->\n\n\
         # Compile errors\n\n\
         What the compiler says of each mistake that we know of. Each message stands on the word that\n\
         is wrong, and tells what to write.\n",
    );
    let mut folder = "";
    for mistake in mistakes {
        let (of, _) = mistake.name.split_once('/').unwrap_or((&mistake.name, ""));
        if of != folder {
            folder = of;
            let title = if of == "middleware_stack" {
                format!("`{of}!`")
            } else {
                format!("`#[{of}]`")
            };
            let _ = write!(
                page,
                "\n## {title}\n\n| mistake | message | what to write |\n|---|---|---|\n"
            );
        }
        let cell = |text: &str| text.replace('|', "\\|").replace('<', "&lt;");
        let code = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(
            page,
            "| {} | {} | {} |",
            cell(&mistake.title),
            code(mistake.message()),
            code(mistake.help()),
        );
    }
    page
}

/// Where the page is.
pub(crate) fn path() -> PathBuf {
    here().join("../runtime/docs/compile_errors.md")
}

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the fixtures are beside the tests");
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
}
