//! Sizes: the one future that holds a stack.

use onionskin_benches::Workload;

use super::{Error, Table, contender::Contender};

pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Size of the future",
        "Bytes of the one future that holds the whole stack while a request is inside. \"boxed\": the \
         framework's future is a pointer and the rest is on the heap, where the allocations below count it.",
        contenders,
    );
    for workload in Workload::in_process() {
        let values = contenders.iter().map(|contender| -> Result<_, Error> {
            let mut command = contender.command(&[])?;
            let output = command.args(["size", &workload.to_string()]).output()?;
            if output.status.success() {
                Ok(String::from_utf8(output.stdout)?.trim().to_owned())
            } else {
                Err(String::from_utf8_lossy(&output.stderr).into())
            }
        });
        table.row(workload, values.collect::<Result<_, _>>()?);
    }
    Ok(table)
}
