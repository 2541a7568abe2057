//! Check: the same requests to every contender, and their answers compared.

use onionskin_benches::{Answer, Ask, Client, Workload};

use super::{
    Error, Table, case::Case, cases::cases, contender::Contender, http2::Http2, server::Server,
};

/// Refuses to go on when an answer differs from the floor's.
pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Checked",
        "Requests that every contender answered alike, before anything was measured.",
        contenders,
    );
    let mut wrong = Vec::new();
    for workload in Workload::ALL {
        let mut reference: Option<Vec<Answer>> = None;
        let mut counts = Vec::new();
        for contender in contenders {
            let Some(contender) = contender.of(workload) else {
                counts.push("-".to_owned());
                continue;
            };
            let answers = answers(&contender, workload)?;
            let expected =
                reference.get_or_insert_with(|| answers.iter().map(|it| it.1.clone()).collect());
            for ((case, answer), expected) in answers.iter().zip(&*expected) {
                if let Err(why) = case.judge(answer, expected) {
                    wrong.push(format!(
                        "{}, {workload}, {}: {why}",
                        contender.name, case.what
                    ));
                }
            }
            counts.push(answers.len().to_string());
        }
        table.row(workload, counts);
    }
    if wrong.is_empty() {
        Ok(table)
    } else {
        Err(wrong.join("\n").into())
    }
}

fn answers(contender: &Contender, workload: Workload) -> Result<Vec<(Case, Answer)>, Error> {
    let server = Server::start(contender, workload)?;
    let session = match workload {
        Workload::Real => Client::connect(server.address)?.login()?,
        _ => String::new(),
    };
    let ask = |case: Case| {
        // A connection each: an answer may close it.
        let answer = answer(&server, workload, &case.ask)
            .map_err(|error| format!("{}, {workload}, {}: {error}", contender.name, case.what))?;
        Ok((case, answer))
    };
    cases(workload, &session).into_iter().map(ask).collect()
}

fn answer(server: &Server, workload: Workload, ask: &Ask) -> Result<Answer, Error> {
    match workload {
        Workload::Http2 => {
            let mut answers = Http2::connect(server.address)?.ask(ask, 1)?;
            answers.pop().ok_or_else(|| "no answer".into())
        }
        _ => Ok(Client::connect(server.address)?.ask(ask)?),
    }
}
