//! Surroundings: what stands in the module of a function under the function's name.
//!
//! The struct beside a function has its name. Where that is taken, the compiler would tell of it again
//! for everything that is said of the struct.

use syn::{Attribute, Fields, File, Item};

use crate::{function::Function, signature::rules, source::Source};

/// What has the function's name already, and so keeps it from having a struct beside it.
pub(crate) enum Taken {
    /// A function with an attribute of ours, further up, or a struct that is one: the compiler says so.
    Function,
    /// A type, a trait or a module.
    Item(&'static str),
}

/// What has the name of this function in its module.
pub(crate) fn taken(function: &Function) -> Option<Taken> {
    let name = function.name().to_string();
    let source = Source::read()?;
    let lines = source.functions(&name);
    if lines.len() < 2 && !source.has_type(&name) {
        return None;
    }
    let called = proc_macro::Span::call_site().line();
    let place = lines.iter().position(|line| *line >= called)?;
    let file: File = syn::parse_file(source.text()).ok()?;
    let module = module(&file.items, &name)?;
    let functions = module.iter().filter(|item| is_function(item, &name));
    let functions: Vec<&Item> = functions.collect();
    // The same name in another module may be this one.
    if functions.len() != lines.len() || functions.iter().any(|item| is_chosen(item)) {
        return None;
    }
    if place > 0 {
        return Some(Taken::Function);
    }
    let other = module.iter().filter(|item| !is_chosen(item));
    other
        .filter_map(|item| match item {
            Item::Mod(item) if item.ident == name => Some(Taken::Item("module")),
            Item::Enum(item) if item.ident == name => Some(Taken::Item("enum")),
            Item::Trait(item) if item.ident == name => Some(Taken::Item("trait")),
            Item::Type(item) if item.ident == name => Some(Taken::Item("type")),
            Item::Struct(item) if item.ident == name => Some(match item.fields {
                Fields::Named(_) => Taken::Item("struct"),
                _ => Taken::Function,
            }),
            _ => None,
        })
        .next()
}

/// The only module that has functions of this name.
fn module<'a>(items: &'a [Item], name: &str) -> Option<&'a [Item]> {
    let mut modules = Vec::new();
    gather(items, name, &mut modules);
    match modules.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn gather<'a>(items: &'a [Item], name: &str, modules: &mut Vec<&'a [Item]>) {
    if items.iter().any(|item| is_function(item, name)) {
        modules.push(items);
    }
    for item in items {
        if let Item::Mod(inner) = item
            && let Some((_, inner)) = &inner.content
        {
            gather(inner, name, modules);
        }
    }
}

/// Whether it is an annotated function of this name.
fn is_function(item: &Item, name: &str) -> bool {
    matches!(item, Item::Fn(item) if item.sig.ident == name
        && item.attrs.iter().any(|attr| rules::ours(attr).is_some()))
}

/// Whether an item is there only sometimes.
fn is_chosen(item: &Item) -> bool {
    let attrs: &[Attribute] = match item {
        Item::Fn(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        _ => return true,
    };
    let is_cfg = |attr: &Attribute| attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr");
    attrs.iter().any(is_cfg)
}
