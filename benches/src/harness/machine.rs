//! Machine: what the numbers were measured on and with.

use std::{fs, process::Command, thread};

use super::{Error, root};

/// The crates whose versions matter to a reader.
const CRATES: [&str; 14] = [
    "hyper",
    "hyper-util",
    "tokio",
    "http",
    "matchit",
    "axum",
    "tower",
    "tower-http",
    "tower-sessions",
    "actix-web",
    "actix-cors",
    "actix-session",
    "salvo",
    "poem",
];

/// The time and the state of the sources, for under a table.
pub(crate) fn when() -> String {
    let date = said_by("date", &["--utc", "+%Y-%m-%d %H:%M UTC"]);
    let commit = said_by("git", &["rev-parse", "--short", "HEAD"]);
    let changed = match said_by(
        "git",
        &["status", "--porcelain", "--untracked-files=no", "."],
    ) {
        changes if changes.lines().all(|line| line.ends_with("RESULTS.md")) => "",
        _ => " with changes",
    };
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    format!("Measured {date} at {commit}{changed}; load average {load} when it ended.")
}

pub(crate) fn describe() -> Result<String, Error> {
    let processor = fs::read_to_string("/proc/cpuinfo")?
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unnamed processor".to_owned(), |(_, name)| {
            name.to_owned()
        });
    let cores = thread::available_parallelism()?;
    let memory = fs::read_to_string("/proc/meminfo")?;
    let memory = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .map_or("unknown", str::trim);
    let lock = fs::read_to_string(root()?.join("Cargo.lock"))?;
    let versions: Vec<_> = CRATES
        .iter()
        .map(|name| format!("{name} {}", versions(&lock, name).join(" and ")))
        .collect();
    Ok(format!(
        "- {processor}, {cores} cores, memory {memory}, Linux {}\n- {}, {}\n- {}\n- release profile: thin LTO, \
         one codegen unit, the system's allocator\n",
        said_by("uname", &["--kernel-release"]),
        said_by("rustc", &["--version"]),
        said_by("valgrind", &["--version"]),
        versions.join(", "),
    ))
}

fn versions(lock: &str, name: &str) -> Vec<String> {
    lock.split("[[package]]")
        .filter(|package| package.contains(&format!("\nname = \"{name}\"\n")))
        .filter_map(|package| package.split("version = \"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .collect()
}

fn said_by(program: &str, arguments: &[&str]) -> String {
    root()
        .and_then(|root| {
            Ok(Command::new(program)
                .args(arguments)
                .current_dir(root)
                .output()?)
        })
        .map_or(format!("no {program}"), |output| {
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        })
}
