//! What a stack may be, as far as its words tell.

use std::collections::{HashMap, HashSet, hash_map};

use proc_macro2::Span;
use syn::LitStr;

use super::{
    parse::{End, Entry, Routes, Stack, Target},
    path::well_formed,
};
use crate::{args::distance, diagnostics::Diagnostics};

pub(super) fn check(stack: &Stack, found: &mut Diagnostics) {
    twice(stack, found);
    if let (Some(provide), None) = (&stack.provide, &stack.end) {
        found.error(
            provide.keyword,
            "a fragment provides no values",
            "provide them where the whole stack begins, or write a `#[provider]`",
        );
    }
    if let Some(End::Routes(routes)) = &stack.end {
        level(routes, "", found);
    }
}

/// Refuses a stage that stands in the stack twice under the same path.
fn twice(stack: &Stack, found: &mut Diagnostics) {
    let mut seen = HashSet::new();
    for entry in &stack.entries {
        let (Entry::Named(path) | Entry::Set(syn::ExprStruct { path, .. })) = entry else {
            continue;
        };
        if !seen.insert(entry.text()) {
            found.error(
                path,
                format!("`{}` is in this stack twice", entry.text()),
                "remove this one",
            );
        }
    }
}

/// Checks the routes of one level and those nested in it.
fn level(routes: &Routes, prefix: &str, found: &mut Diagnostics) {
    if routes.list.is_empty() && routes.fallback.is_none() {
        found.error(
            routes.keyword,
            "these routes lead nowhere",
            "add a route: `GET \"/\" => handler`",
        );
    }
    let mut seen: HashMap<(String, String), Span> = HashMap::new();
    let mut known = Router::default();
    for route in &routes.list {
        let path = route.path.value();
        if let Err((message, help)) = well_formed(&path) {
            found.error(&route.path, message, &help);
            continue;
        }
        let nested = matches!(route.leads_to, Target::Stack(_)) && route.methods.is_empty();
        if nested && path.contains("{*") {
            found.error(
                &route.path,
                "a prefix cannot end in `{*…}`",
                "a nested stack takes everything under its prefix",
            );
            continue;
        }
        for method in &route.methods {
            let name = method.to_string();
            if let Some(known) = meant(&name) {
                found.error(
                    method,
                    format!("`{name}` is not a method"),
                    &format!("a similar one exists: `{known}`"),
                );
            }
            if name.chars().any(char::is_lowercase) {
                let capitals = name.to_uppercase();
                let help = if METHODS.contains(&&*capitals) {
                    format!("methods are written in capitals: `{capitals}`")
                } else {
                    "write a method: `GET \"/path\" => handler`; a prefix has none: `\"/path\" => { … }`"
                        .to_owned()
                };
                found.error(method, format!("`{name}` is not a method"), &help);
            }
        }
        let names: Vec<String> = match route.methods.as_slice() {
            [] => vec![String::new()],
            methods => methods.iter().map(ToString::to_string).collect(),
        };
        let mut new = true;
        for name in names {
            if seen
                .insert((name.clone(), path.clone()), route.path.span())
                .is_some()
            {
                new = false;
                let space = if name.is_empty() { "" } else { " " };
                found.error(
                    &route.path,
                    format!("`{name}{space}\"{path}\"` is routed twice"),
                    "remove one of the two, or give it another path",
                );
            }
        }
        if new {
            known.add(&route.path, &format!("{prefix}{path}"), nested, found);
        }
        if let Target::Stack(stack) = &route.leads_to {
            let inner = format!("{prefix}{}", path.trim_end_matches('/'));
            nested_stack(stack, &inner, found);
        }
    }
}

fn nested_stack(stack: &Stack, prefix: &str, found: &mut Diagnostics) {
    twice(stack, found);
    if let Some(provide) = &stack.provide {
        found.error(
            provide.keyword,
            "values are provided where the whole stack begins",
            "move them there, or write a `#[provider]`",
        );
    }
    match &stack.end {
        None => found.push(syn::Error::new(
            stack.close,
            "this stack has no endpoint\n= help: end it with `=> handler` or `=> routes { … }`",
        )),
        Some(End::Handler(_)) => {}
        Some(End::Routes(routes)) => level(routes, prefix, found),
    }
}

/// Says which two paths of one level the router could not tell apart.
#[derive(Default)]
struct Router {
    /// The paths by their shape: what they are without the names of their parts.
    paths: HashMap<String, String>,
}

impl Router {
    fn add(&mut self, literal: &LitStr, path: &str, nested: bool, found: &mut Diagnostics) {
        let own = if nested {
            format!("{}/{{*rest}}", path.trim_end_matches('/'))
        } else {
            path.to_owned()
        };
        let shape: Vec<&str> = own
            .split('/')
            .map(|segment| match segment.strip_prefix('{') {
                Some(rest) if rest.starts_with('*') => "{*}",
                Some(_) => "{}",
                None => segment,
            })
            .collect();
        match self.paths.entry(shape.join("/")) {
            hash_map::Entry::Occupied(other) if *other.get() != own => {
                let other = other.get();
                let other = other.strip_suffix("/{*rest}").unwrap_or(other);
                found.error(
                    literal,
                    format!("the router cannot tell \"{path}\" from \"{other}\""),
                    "give the parts in braces the same names, or one of the two another path",
                );
            }
            known => {
                known.or_insert(own);
            }
        }
    }
}

/// The methods that most routes have.
const METHODS: [&str; 10] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "ANY",
];

/// The method that is meant by a misspelt one; others may be methods of a protocol above HTTP.
fn meant(name: &str) -> Option<&'static str> {
    if name == "ALL" {
        return Some("ANY");
    }
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let near = |known: &&str| distance(name, known) == 1 || sorted(name) == sorted(known);
    METHODS
        .into_iter()
        .find(near)
        .filter(|_| !METHODS.contains(&name))
}
