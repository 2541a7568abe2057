//! Stages: what each built-in stage adds to a request, beside tower-http's counterpart.

use std::{collections::BTreeMap, process::Command};

use super::{
    Error, Table, binaries,
    contender::build_alone,
    valgrind::{self, Counts},
};

/// Feature and binary that the cases are in.
const NAME: &str = "stages";

/// One case of the binary.
struct Case {
    side: String,
    name: String,
    over: String,
}

pub(crate) fn run() -> Result<Table, Error> {
    build_alone(NAME)?;
    let cases = listed()?;
    let mut counted: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
    for case in &cases {
        let counts = valgrind::counts(|tool, calls| {
            let mut command = Command::new(tool[0]);
            command.args(&tool[1..]).arg(binaries()?.join(NAME));
            command.args([&case.side, &case.name, &calls.to_string()]);
            Ok(command)
        })?;
        counted.insert((&case.side, &case.name), counts);
    }
    let sides = ["onionskin", "tower-http"];
    let mut table = Table::of(
        "Stages",
        "Instructions and allocations that one stage adds to a call, between two stages that do nothing: with it, \
         less without it. What needs the client's address stands below `ProxyHeaders` in both. tower-http has no counterpart where there \
         is a dash.",
        sides.map(str::to_owned).to_vec(),
    );
    let ours = cases
        .iter()
        .filter(|case| case.side == sides[0] && !case.over.is_empty());
    for case in ours {
        let cells = sides.map(|side| {
            let theirs = cases
                .iter()
                .find(|it| it.side == side && it.name == case.name)?;
            let with = counted.get(&(side, &theirs.name))?;
            let without = counted.get(&(side, &theirs.over))?;
            Some(with.less(without))
        });
        let cells =
            cells.map(|cell| cell.map_or_else(|| "-".to_owned(), |counts| counts.to_string()));
        table.row(&case.name, cells.to_vec());
    }
    Ok(table)
}

fn listed() -> Result<Vec<Case>, Error> {
    let output = Command::new(binaries()?.join(NAME)).arg("list").output()?;
    let cases = String::from_utf8(output.stdout)?;
    let read = cases.lines().map(|line| {
        let mut parts = line.split('\t').map(str::to_owned);
        let (side, name, over) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Case { side, name, over })
    });
    Ok(read
        .collect::<Option<Vec<_>>>()
        .ok_or("a case is three words")?)
}
