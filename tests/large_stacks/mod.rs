//! Stacks of any depth and breadth compile as they are, without a `recursion_limit`.

mod broad;
mod deep;
