//! Measure: each contender with each store, a process for every number.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{counting_proxy::CountingProxy, servers::Server};

/// How often the two runs call; everything else that they do is the same.
const FEW: u32 = 200;
const MANY: u32 = 700;
const OPS: [&str; 3] = ["idle", "read", "write"];

const IN_PROCESS: [(&str, &str); 4] = [
    ("onionskin", "memory"),
    ("tower-sessions", "memory"),
    ("onionskin", "cookie"),
    ("actix-session", "cookie"),
];
const ON_SERVERS: [(&str, &str); 5] = [
    ("onionskin", "redis"),
    ("tower-sessions", "redis"),
    ("actix-session", "redis"),
    ("onionskin", "postgres"),
    ("tower-sessions", "postgres"),
];

/// A table of the report.
pub struct Table {
    pub title: &'static str,
    pub about: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

pub fn all() -> Result<Vec<Table>, Box<dyn Error>> {
    let folder = Folder::new()?;
    let peers = build_peers()?;
    Ok(vec![
        in_process(&peers)?,
        on_servers(&peers, &folder.0)?,
        in_a_file(&peers, &folder.0)?,
    ])
}

fn in_process(peers: &Path) -> Result<Table, Box<dyn Error>> {
    let mut rows = Vec::new();
    for (contender, store) in IN_PROCESS {
        let mut row = vec![format!("{contender}, {store}")];
        for op in OPS {
            let count = |calls: u32| -> Result<(u64, u64, u64), Box<dyn Error>> {
                let run = |tool: &[&str]| told(peers, tool, [contender, store, op], calls, "-");
                let callgrind = run(&["--tool=callgrind", "--callgrind-out-file=/dev/null"])?;
                let memcheck = run(&[
                    "--tool=memcheck",
                    "--leak-check=no",
                    "--undef-value-errors=no",
                ])?;
                Ok((
                    number_after(&callgrind, "Collected : ")?,
                    number_after(&memcheck, "total heap usage: ")?,
                    number_after(&memcheck, " frees, ")?,
                ))
            };
            let (few, many) = (count(FEW)?, count(MANY)?);
            row.push(format!(
                "{:.0} / {:.0} / {:.0}",
                per_call(few.0, many.0),
                per_call(few.1, many.1),
                per_call(few.2, many.2),
            ));
        }
        eprintln!("{row:?}");
        rows.push(row);
    }
    Ok(Table {
        title: "Sessions in the process",
        about: "Instructions / allocations / bytes allocated of one request with a session cookie through router and \
                session layer, without socket; the request is made anew each time, which counts. \"idle\" asks nothing \
                of its session, \"read\" reads a number, \"write\" reads and writes it. \"cookie\" is encrypted. \
                Callgrind and memcheck, the difference of two runs.",
        columns: vec!["", "idle", "read", "write"],
        rows,
    })
}

fn on_servers(peers: &Path, folder: &Path) -> Result<Table, Box<dyn Error>> {
    let (redis, postgres) = (folder.join("redis"), folder.join("postgres"));
    fs::create_dir(&redis)?;
    fs::create_dir(&postgres)?;
    let (redis, postgres) = (Server::redis(&redis)?, Server::postgres(&postgres)?);
    let mut rows = Vec::new();
    for (contender, store) in ON_SERVERS {
        let mut row = vec![format!("{contender}, {store}")];
        for op in OPS {
            let server = if store == "redis" { &redis } else { &postgres };
            let proxy = CountingProxy::before(server.port)?;
            let place = |port: u16| match store {
                "redis" => format!("redis://127.0.0.1:{port}"),
                _ => format!("postgres://onionskin@127.0.0.1:{port}/postgres?sslmode=disable"),
            };
            let trips = |calls: u32| -> Result<u64, Box<dyn Error>> {
                told(
                    peers,
                    &[],
                    [contender, store, op],
                    calls,
                    &place(proxy.port()),
                )?;
                Ok(proxy.take())
            };
            let (few, many) = (trips(FEW)?, trips(MANY)?);
            let direct = told(
                peers,
                &[],
                [contender, store, op],
                MANY,
                &place(server.port),
            )?;
            row.push(format!("{:.2} / {}", per_call(few, many), micros(&direct)?));
        }
        eprintln!("{row:?}");
        rows.push(row);
    }
    Ok(Table {
        title: "Sessions on servers",
        about: "Round trips of one request to the store's server / microseconds, one request after the other. Round trips \
                are counted by a proxy in between, the difference of two runs; the times are taken without it, on a machine \
                that does other things as well. The servers are on the same machine: elsewhere the round trips decide. What \
                a write is differs: ours is a compare-and-swap that loses no update of another request, the others' \
                overwrite it.",
        columns: vec!["", "idle", "read", "write"],
        rows,
    })
}

fn in_a_file(peers: &Path, folder: &Path) -> Result<Table, Box<dyn Error>> {
    let file = folder.join("sessions.db");
    let mut row = vec!["onionskin, sqlite".to_owned()];
    for op in OPS {
        let run = told(
            peers,
            &[],
            ["onionskin", "sqlite", op],
            MANY,
            &file.to_string_lossy(),
        )?;
        row.push(micros(&run)?);
    }
    Ok(Table {
        title: "Sessions in a file",
        about: "Microseconds of one request, one after the other; a write is on the disk when it is answered.",
        columns: vec!["", "idle", "read", "write"],
        rows: vec![row],
    })
}

/// Runs a contender, under valgrind if there are arguments for it, and gives all that was printed.
fn told(
    peers: &Path,
    valgrind: &[&str],
    [contender, store, op]: [&str; 3],
    calls: u32,
    place: &str,
) -> Result<String, Box<dyn Error>> {
    let ours = env::current_exe()?;
    let program = if contender == "onionskin" {
        &*ours
    } else {
        peers
    };
    let mut command = if valgrind.is_empty() {
        Command::new(program)
    } else {
        let mut command = Command::new("valgrind");
        command.args(valgrind).arg(program);
        command
    };
    command.args([contender, store, op, &calls.to_string(), place]);
    let output = command.output()?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    match output.status.success() {
        true => Ok(said),
        false => Err(format!("{command:?} failed:\n{said}").into()),
    }
}

fn build_peers() -> Result<PathBuf, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let target = match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => PathBuf::from(target).join("session-peers"),
        None => folder.join("target"),
    };
    let built = Command::new("cargo")
        .args([
            "build",
            "--quiet",
            "--release",
            "--locked",
            "--manifest-path",
        ])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()?;
    match built.success() {
        true => Ok(target.join("release/session-peers")),
        false => Err("the peers do not build".into()),
    }
}

fn micros(said: &str) -> Result<String, Box<dyn Error>> {
    let line = said.lines().find_map(|line| line.strip_prefix("micros "));
    Ok(line.ok_or("no time was told")?.to_owned())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a short run are far below 2^52"
)]
fn per_call(few: u64, many: u64) -> f64 {
    // A connection more or less in one of the runs is no round trip of a request.
    ((many as f64 - few as f64) / f64::from(MANY - FEW)).max(0.0)
}

fn number_after(text: &str, what: &str) -> Result<u64, Box<dyn Error>> {
    let rest = text.split(what).nth(1);
    let rest = rest.ok_or_else(|| format!("valgrind did not say {what:?}"))?;
    let digits: String = rest
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
        .filter(char::is_ascii_digit)
        .collect();
    Ok(digits.parse()?)
}

/// A folder for files and servers, removed with all that is in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Self> {
        let path = env::temp_dir().join(format!("onionskin-bench-{}", std::process::id()));
        fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder for temporary things anyway.
        let _ = fs::remove_dir_all(&self.0);
    }
}
