//! A hook on the way out that changes a value of the stack.
use onionskin::prelude::*;

struct Stats { n: u32 }
#[middleware(after)]
fn stamp(res: &mut Response, stats: &mut Stats) {
    stats.n += 1;
    let _ = res;
}

fn main() {}
