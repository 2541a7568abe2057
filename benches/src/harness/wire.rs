//! Wire: one kept-alive connection, with the client in the server's process.

use super::{
    Error, ON_THE_WIRE, Table,
    contender::Contender,
    valgrind::{Way, allocated, collected, rounded},
};

pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "One kept-alive connection",
        "User instructions and allocations of one request over loopback; the client is a thread of the same \
         process that writes, reads and allocates nothing.",
        contenders,
    );
    for workload in ON_THE_WIRE {
        let counts = contenders
            .iter()
            .map(|contender| collected(contender, Way::Wire, workload).map(rounded));
        table.row(
            format!("{workload}, instructions"),
            counts.collect::<Result<_, _>>()?,
        );
    }
    for workload in ON_THE_WIRE {
        let values = contenders
            .iter()
            .map(|contender| allocated(contender, Way::Wire, workload));
        table.row(
            format!("{workload}, allocations"),
            values.collect::<Result<_, _>>()?,
        );
    }
    Ok(table)
}
