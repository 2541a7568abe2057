//! Results: the tables on the screen, and in `RESULTS.md` in place of those of an earlier run.

use std::{error::Error, fmt::Write, fs, path::Path, process::Command};

use crate::measure::Table;

const LAST: &str = "## Machine and versions";

pub fn write(tables: &[Table]) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../RESULTS.md");
    let mut results = fs::read_to_string(&path)?;
    for table in tables {
        let section = section(table)?;
        print!("{section}");
        results = replaced(&results, table.title, &section);
    }
    fs::write(path, results)?;
    Ok(())
}

fn section(table: &Table) -> Result<String, Box<dyn Error>> {
    let mut text = format!("## {}\n\n{}\n\n", table.title, table.about);
    writeln!(text, "| {} |", table.columns.join(" | "))?;
    writeln!(text, "|---|{}", "---:|".repeat(table.columns.len() - 1))?;
    for row in &table.rows {
        writeln!(text, "| {} |", row.join(" | "))?;
    }
    let when = told("date", &["-u", "+%Y-%m-%d %H:%M UTC"])?;
    let commit = told("git", &["rev-parse", "--short", "HEAD"])?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    writeln!(
        text,
        "\nMeasured {when} at {commit}; load average {load} when it ended.\n"
    )?;
    Ok(text)
}

/// The report with a section in the place of the one of that title, or before the last one.
fn replaced(results: &str, title: &str, section: &str) -> String {
    let heading = format!("## {title}\n");
    let (before, after) = match results.split_once(&heading) {
        Some((before, rest)) => {
            let end = rest.find("\n## ").map_or(rest.len(), |at| at + 1);
            (before, &rest[end..])
        }
        None => results.split_at(results.find(LAST).unwrap_or(results.len())),
    };
    format!("{before}{section}{after}")
}

fn told(program: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
