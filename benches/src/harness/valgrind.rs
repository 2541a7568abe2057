//! Valgrind: instructions and allocations of one request, as the difference of two runs.

use std::{fmt, process::Command};

use onionskin_benches::Workload;

use super::{Error, Table, contender::Contender, lookup};

/// How often the two runs call; everything else that they do is the same.
const FEW: u32 = 500;
const MANY: u32 = 1_500;

const CALLGRIND: [&str; 3] = [
    "valgrind",
    "--tool=callgrind",
    "--callgrind-out-file=/dev/null",
];
const MEMCHECK: [&str; 4] = [
    "valgrind",
    "--tool=memcheck",
    "--leak-check=no",
    "--undef-value-errors=no",
];

/// How a contender is called: in the process, or over a socket.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    Direct,
    Wire,
}

/// What a call costs, on average.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    instructions: f64,
    allocations: f64,
}

impl Counts {
    pub(crate) fn less(self, other: &Self) -> Self {
        Self {
            instructions: self.instructions - other.instructions,
            allocations: self.allocations - other.allocations,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Less than half an allocation is one that happens once in many calls, and no `-0`.
        let allocations = self.allocations.round() + 0.0;
        write!(formatter, "{:.0} / {allocations:.0}", self.instructions)
    }
}

/// Counts what is run by a command that takes the number of calls.
pub(crate) fn counts(
    command: impl Fn(&[&str], u32) -> Result<Command, Error>,
) -> Result<Counts, Error> {
    let allocated =
        |calls| number_after(&told_by(command(&MEMCHECK, calls)?)?, "total heap usage: ");
    Ok(Counts {
        instructions: slope(|calls| instructions_of(command(&CALLGRIND, calls)?))?,
        allocations: slope(allocated)?,
    })
}

pub(crate) fn instructions(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Instructions in the process",
        "Instructions of one call, without socket and HTTP; making the request is taken off.",
        contenders,
    );
    let mut all = Vec::new();
    for workload in Workload::in_process() {
        let counts = contenders
            .iter()
            .map(|contender| collected(contender, Way::Direct, workload))
            .collect::<Result<Vec<_>, _>>()?;
        table.row(
            workload,
            counts.iter().map(|count| rounded(*count)).collect(),
        );
        all.push((workload, counts));
    }
    let of = |wanted| {
        all.iter()
            .find(|(workload, _)| *workload == wanted)
            .map(|(_, counts)| counts)
    };
    let between = |lower, upper, steps: f64| -> Option<Vec<String>> {
        let pairs = of(lower)?.iter().zip(of(upper)?);
        Some(
            pairs
                .map(|(lower, upper)| rounded((upper - lower) / steps))
                .collect(),
        )
    };
    let derived = [
        (
            "a layer, 1 to 5",
            between(Workload::Layers(1), Workload::Layers(5), 4.0),
        ),
        (
            "a layer, 5 to 20",
            between(Workload::Layers(5), Workload::Layers(20), 15.0),
        ),
        (
            "a layer, 20 to 32",
            between(Workload::Layers(20), Workload::Layers(32), 12.0),
        ),
        (
            "200 routes less one",
            between(Workload::Routes(1), Workload::Routes(200), 1.0),
        ),
    ];
    for (name, values) in derived {
        table.row(name, values.ok_or("every workload was counted")?);
    }
    let alone = |routes: u8| {
        slope(|calls| {
            let mut command = Command::new(CALLGRIND[0]);
            command.args(&CALLGRIND[1..]).arg(std::env::current_exe()?);
            command.args([lookup::NAME, &routes.to_string(), &calls.to_string()]);
            instructions_of(command)
        })
    };
    table.note(format!(
        "A look-up with matchit alone, the same patterns and paths: {} instructions among 200 routes, {} with one.",
        rounded(alone(200)?),
        rounded(alone(1)?)
    ));
    table.note(
        "Callgrind counts what software does that hardware would do at once: SHA-256 without SHA instructions \
         (the signed session cookies of actix-web and salvo), and each step of `rep movsb` in large copies (poem)."
            .to_owned(),
    );
    Ok(table)
}

pub(crate) fn allocations(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Allocations in the process",
        "Allocations of one call and their bytes, reallocations included.",
        contenders,
    );
    for workload in Workload::in_process() {
        let values = contenders
            .iter()
            .map(|contender| allocated(contender, Way::Direct, workload));
        table.row(workload, values.collect::<Result<_, _>>()?);
    }
    Ok(table)
}

pub(crate) fn collected(contender: &Contender, way: Way, workload: Workload) -> Result<f64, Error> {
    slope(|calls| instructions_of(driven(contender, &CALLGRIND, way, workload, calls)?))
}

fn instructions_of(command: Command) -> Result<u64, Error> {
    number_after(&told_by(command)?, "Collected : ")
}

pub(crate) fn allocated(
    contender: &Contender,
    way: Way,
    workload: Workload,
) -> Result<String, Error> {
    let told = |calls| told_by(driven(contender, &MEMCHECK, way, workload, calls)?);
    let (few, many) = (told(FEW)?, told(MANY)?);
    let between = |what| -> Result<f64, Error> {
        Ok(per_call(
            number_after(&few, what)?,
            number_after(&many, what)?,
        ))
    };
    let count = between("total heap usage: ")?;
    let bytes = between(" frees, ")?;
    Ok(format!("{} / {}", rounded(count), rounded(bytes)))
}

fn driven(
    contender: &Contender,
    tool: &[&str],
    way: Way,
    workload: Workload,
    calls: u32,
) -> Result<Command, Error> {
    let mut command = contender.command(tool)?;
    let way = match way {
        Way::Direct => "direct",
        Way::Wire => "wire",
    };
    command.args([way, &workload.to_string(), &calls.to_string()]);
    Ok(command)
}

fn slope(count: impl Fn(u32) -> Result<u64, Error>) -> Result<f64, Error> {
    Ok(per_call(count(FEW)?, count(MANY)?))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a short run are far below 2^52"
)]
fn per_call(few: u64, many: u64) -> f64 {
    (many as f64 - few as f64) / f64::from(MANY - FEW)
}

pub(crate) fn rounded(value: f64) -> String {
    format!("{value:.0}")
}

fn told_by(mut command: Command) -> Result<String, Error> {
    let output = command.output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        Ok(told)
    } else {
        Err(format!("{command:?} failed:\n{told}").into())
    }
}

pub(crate) fn number_after(text: &str, what: &str) -> Result<u64, Error> {
    let rest = text
        .split(what)
        .nth(1)
        .ok_or_else(|| format!("valgrind did not say {what:?}"))?;
    let digits: String = rest
        .chars()
        .take_while(|character| character.is_ascii_digit() || *character == ',')
        .filter(char::is_ascii_digit)
        .collect();
    Ok(digits.parse()?)
}
