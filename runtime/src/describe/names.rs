//! The names of types, as people say them.

use std::any::type_name;

use crate::{Request, context::Needs};

/// The names of what is borrowed from the stack above. The request is not: everybody has it.
pub(super) fn of_needs<N: Needs>() -> Vec<&'static str> {
    let mut needs = Vec::new();
    N::names(&mut needs);
    needs.retain(|name| *name != type_name::<Request>());
    needs
}

/// `shop::cart::Cart` as `Cart`, also inside of `Session<shop::cart::Cart>`.
pub(super) fn short_name(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    let mut segment = String::new();
    for letter in name.chars() {
        match letter {
            ':' => segment.clear(),
            letter if letter.is_alphanumeric() || letter == '_' => segment.push(letter),
            other => {
                short.push_str(&segment);
                segment.clear();
                short.push(other);
            }
        }
    }
    short + &segment
}

/// Several of them, with commas between.
pub(super) fn short_names(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| short_name(name))
        .collect::<Vec<_>>()
        .join(", ")
}
