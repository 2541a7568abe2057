//! Build: how long a generated application takes to build, and how large it gets.

use std::{
    fmt, fs,
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
/// What people run: the name of its rows, and the words for cargo.
const COMMANDS: [(&str, &[&str]); 3] = [
    ("check", &["check", "--quiet"]),
    ("debug", &["build", "--quiet"]),
    ("release", &["build", "--quiet", "--release"]),
];
/// From which states of the target folder.
const STATES: [&str; 3] = ["clean", "application", "a handler"];
/// How many ticks of `/proc` make a second: `USER_HZ`, which Linux has fixed.
const TICKS: u32 = 100;

pub(crate) fn run() -> Result<Table, Error> {
    let applications = [onionskin()?, onionskin_async()?, axum()];
    let mut table = Table::of(
        "Building an application of 20 stages and 40 routes",
        "Seconds of `cargo check`, `cargo build` and `cargo build --release` with cargo's stock profiles, and in \
         brackets seconds of processor time without the kernel's: clean with all dependencies, clean of the \
         application alone, and after one handler was changed (median of three). \"async\": each of the twenty \
         stages is an async function around the rest, as on axum; the other is written with hooks and providers.",
        applications
            .iter()
            .map(|application| application.name.to_owned())
            .collect(),
    );
    let measured = applications
        .iter()
        .map(measure)
        .collect::<Result<Vec<_>, _>>()?;
    let built = COMMANDS
        .iter()
        .flat_map(|(command, _)| STATES.map(|state| format!("{command}, {state}")));
    let sizes = ["debug binary, KiB", "binary, KiB", "stripped, KiB"].map(str::to_owned);
    for (number, name) in built.chain(sizes).enumerate() {
        table.row(
            &name,
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
    for (_, command) in COMMANDS {
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
    let mut cells: Vec<_> = values.iter().map(Took::to_string).collect();

    let binary = |profile: &str| {
        folder
            .join("target")
            .join(profile)
            .join(format!("{}-application", application.name))
    };
    let size = |path: &Path| -> Result<String, Error> {
        Ok((fs::metadata(path)?.len() / 1024).to_string())
    };
    let released = binary("release");
    cells.push(size(&binary("debug"))?);
    cells.push(size(&released)?);
    let stripped = folder.join("stripped");
    let status = Command::new("strip")
        .arg(&released)
        .arg("-o")
        .arg(&stripped)
        .status()?;
    if !status.success() {
        return Err("strip failed".into());
    }
    cells.push(size(&stripped)?);
    Ok(cells)
}

/// How long a command took.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
struct Took {
    clock: Duration,
    processor: Duration,
}

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (clock, processor) = (self.clock.as_secs_f64(), self.processor.as_secs_f64());
        write!(f, "{clock:.1} ({processor:.1})")
    }
}

/// The processor time of all programs that this one has started and that have ended, and of theirs.
fn processor_time() -> Result<Duration, Error> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, which may hold anything, ends with the last parenthesis; `cutime` is the
    // fourteenth field after it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().nth(13);
    let ticks: u32 = ticks.ok_or("/proc/self/stat is too short")?.parse()?;
    Ok(Duration::from_secs(1) * ticks / TICKS)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Result<Took, Error> {
    let (began, before) = (Instant::now(), processor_time()?);
    let status = Command::new(cargo_program())
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .status()?;
    if !status.success() {
        let words = arguments.join(" ");
        return Err(format!("cargo {words} failed in {}", folder.display()).into());
    }
    Ok(Took {
        clock: began.elapsed(),
        processor: processor_time()?.saturating_sub(before),
    })
}
