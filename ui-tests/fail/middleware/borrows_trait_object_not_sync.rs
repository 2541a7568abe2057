//! A trait object without Sync is borrowed.
use onionskin::prelude::*;

trait Repo {
    fn n(&self) -> u32;
}
#[middleware(before)]
fn count(repo: &Box<dyn Repo>) {
    let _ = repo.n();
}

fn main() {}
