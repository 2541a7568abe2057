//! Bodies: what a server does for bodies of all sizes, and for connections that are used in other ways.

use super::{Error, Table, contender::Contender, exchange::Exchange, traced::Traced};

/// How often the two runs do it; everything else that they do is the same.
const FEW: usize = 20;
const MANY: usize = 120;

pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut contenders = contenders.to_vec();
    // Where two contenders differ in their layers alone, they are the same here.
    contenders.dedup_by_key(|contender| contender.feature());
    let mut table = Table::new(
        "Bodies and connections",
        "User instructions / reads / writes of the server for one request, the client in a process of its own and \
         always faster than the server, which is under callgrind.",
        &contenders,
    );
    for exchange in Exchange::all() {
        let cells = contenders
            .iter()
            .map(|contender| cell(contender, &exchange))
            .collect::<Result<_, _>>()?;
        table.row(&exchange.name, cells);
    }
    Ok(table)
}

fn cell(contender: &Contender, exchange: &Exchange) -> Result<String, Error> {
    let Some(contender) = contender.of(exchange.workload()) else {
        return Ok("-".to_owned());
    };
    let traced = |times| {
        Traced::of(&contender, exchange.workload(), |server| {
            exchange.run(server.address, times)
        })
    };
    let (few, many) = (traced(FEW)?, traced(MANY)?);
    let requests = (MANY - FEW) * exchange.requests();
    Ok(format!(
        "{:.0} / {:.1} / {:.1}",
        per_request(few.instructions, many.instructions, requests),
        per_request(few.reads, many.reads, requests),
        per_request(few.writes, many.writes, requests),
    ))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a short run are far below 2^52"
)]
fn per_request(few: u64, many: u64, requests: usize) -> f64 {
    (many as f64 - few as f64) / requests as f64
}
