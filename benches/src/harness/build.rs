//! Build: how long a generated application takes to build, and how large it gets.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::{
    Error, Table, binaries, cargo_program,
    generated::{Application, axum, onionskin, onionskin_async},
};

/// How often a handler is touched; the median counts.
const TOUCHES: usize = 3;

pub(crate) fn run() -> Result<Table, Error> {
    let applications = [onionskin()?, onionskin_async()?, axum()];
    let mut table = Table::of(
        "Building an application of 20 stages and 40 routes",
        "Seconds of `cargo check` and `cargo build --release` with cargo's stock profiles: clean with all \
         dependencies, clean of the application alone, and after one handler was changed (median of three). \
         \"async\": each of the twenty stages is an async function around the rest, as on axum; the other is written \
         with hooks and providers.",
        applications
            .iter()
            .map(|application| application.name.to_owned())
            .collect(),
    );
    let measured = applications
        .iter()
        .map(measure)
        .collect::<Result<Vec<_>, _>>()?;
    let rows = [
        "check, clean",
        "check, application",
        "check, a handler",
        "release, clean",
        "release, application",
        "release, a handler",
        "binary, KiB",
        "stripped, KiB",
    ];
    for (number, name) in rows.into_iter().enumerate() {
        table.row(
            name,
            measured
                .iter()
                .map(|values| values[number].clone())
                .collect(),
        );
    }
    Ok(table)
}

fn measure(application: &Application) -> Result<Vec<String>, Error> {
    let folder = binaries()?.join("generated").join(application.name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    application.write(&folder)?;
    // Not part of what is measured: the network.
    cargo(&folder, &["fetch", "--quiet"])?;

    let mut values = Vec::new();
    let mut changes = 0;
    for command in [
        &["check", "--quiet"][..],
        &["build", "--quiet", "--release"],
    ] {
        values.push(cargo(&folder, command)?);
        application.touch(&folder, changes)?;
        let mut touched = Vec::new();
        let package = format!("{}-application", application.name);
        let mut clean = vec!["clean", "--quiet", "--package", &package];
        clean.extend(command.iter().filter(|argument| **argument == "--release"));
        cargo(&folder, &clean)?;
        values.push(cargo(&folder, command)?);
        for _ in 0..TOUCHES {
            changes += 1;
            application.touch(&folder, changes)?;
            touched.push(cargo(&folder, command)?);
        }
        touched.sort();
        values.push(touched[TOUCHES / 2]);
    }
    let mut cells: Vec<_> = values
        .iter()
        .map(|took| format!("{:.1}", took.as_secs_f64()))
        .collect();

    let binary = folder
        .join("target/release")
        .join(format!("{}-application", application.name));
    cells.push((fs::metadata(&binary)?.len() / 1024).to_string());
    let stripped = folder.join("stripped");
    let status = Command::new("strip")
        .arg(&binary)
        .arg("-o")
        .arg(&stripped)
        .status()?;
    if !status.success() {
        return Err("strip failed".into());
    }
    cells.push((fs::metadata(&stripped)?.len() / 1024).to_string());
    Ok(cells)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Result<Duration, Error> {
    let began = Instant::now();
    let status = Command::new(cargo_program())
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .status()?;
    match status.success() {
        true => Ok(began.elapsed()),
        false => Err(format!(
            "cargo {} failed in {}",
            arguments.join(" "),
            folder.display()
        )
        .into()),
    }
}
