//! Each built-in stage alone over one handler, and tower-http's counterparts over theirs.
//!
//! `list` prints the cases, `SIDE NAME CALLS` calls one of them. A new case is a line in `ours.rs` or `theirs.rs`.

mod case;
mod ours;
mod theirs;

use case::Case;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => {
            for (side, cases) in sides() {
                for case in cases {
                    println!("{side}\t{}\t{}", case.name, case.over);
                }
            }
        }
        [side, name, calls] => {
            let calls = calls.parse().expect("the number of calls is a number");
            let (_, cases) = sides()
                .into_iter()
                .find(|(known, _)| *known == side)
                .expect("a side is one of those that `list` names");
            let case = cases
                .iter()
                .find(|case| case.name == name)
                .expect("a case is one of those that `list` names");
            (case.run)(calls);
        }
        _ => panic!("usage: stages list | stages SIDE NAME CALLS"),
    }
}

fn sides() -> [(&'static str, &'static [Case]); 2] {
    [("onionskin", ours::CASES), ("tower-http", theirs::CASES)]
}
