//! Surroundings: what stands in the module of a function under the function's name.
//!
//! The struct beside a function has its name. Where that is taken, the compiler would tell of it again
//! for everything that is said of the struct.

use syn::{Attribute, Fields, File, Item, ItemMod, UseTree};

use crate::{function::Function, source::Source};

/// What has the function's name already, and so keeps it from having a struct beside it.
pub(crate) enum Taken {
    /// What is a function too, or was imported: the compiler says so of the function.
    Value,
    /// A type, a trait or a module.
    Item(&'static str),
}

/// What has the name of this function in its module.
pub(crate) fn taken(function: &Function) -> Option<Taken> {
    let name = function.name().to_string();
    let source = Source::read()?;
    let lines = source.functions(&name);
    if lines.len() < 2 && !source.has_type(&name) && !source.imports(&name) {
        return None;
    }
    let called = proc_macro::Span::call_site().line();
    let place = lines.iter().position(|line| *line >= called)?;
    let file: File = syn::parse_file(source.text()).ok()?;
    let mut functions = Vec::new();
    gather(&file.items, &name, &mut functions);
    // Where the two disagree, the place is not known.
    if functions.len() != lines.len() {
        return None;
    }
    let (module, own) = functions[place];
    let before = functions[..place]
        .iter()
        .filter(|(other, _)| std::ptr::eq(*other, module));
    let mut before = before.map(|(_, function)| *function);
    if is_chosen(own) || before.clone().any(is_chosen) {
        return None;
    }
    if before.next().is_some() {
        return Some(Taken::Value);
    }
    let mut other = module.iter().filter(|item| !is_chosen(item));
    other.find_map(|item| match item {
        Item::Mod(item) if item.ident == name => Some(Taken::Item("module")),
        Item::Enum(item) if item.ident == name => Some(Taken::Item("enum")),
        Item::Trait(item) if item.ident == name => Some(Taken::Item("trait")),
        Item::Type(item) if item.ident == name => Some(Taken::Item("type")),
        Item::Struct(item) if item.ident == name => Some(match item.fields {
            Fields::Named(_) => Taken::Item("struct"),
            _ => Taken::Value,
        }),
        Item::Use(item) if imports(&item.tree, &name) => Some(Taken::Value),
        _ => None,
    })
}

/// Whether an import brings this name into scope.
fn imports(tree: &UseTree, name: &str) -> bool {
    match tree {
        UseTree::Path(path) => imports(&path.tree, name),
        UseTree::Name(last) => last.ident == name,
        UseTree::Rename(last) => last.rename == name,
        UseTree::Group(group) => group.items.iter().any(|tree| imports(tree, name)),
        UseTree::Glob(_) => false,
    }
}

/// The functions of this name, and what stands in the module of each.
fn gather<'a>(items: &'a [Item], name: &str, found: &mut Vec<(&'a [Item], &'a Item)>) {
    for item in items {
        match item {
            Item::Mod(ItemMod {
                content: Some((_, inner)),
                ..
            }) => gather(inner, name, found),
            Item::Fn(function) if function.sig.ident == name => found.push((items, item)),
            _ => {}
        }
    }
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
        Item::Use(item) => &item.attrs,
        _ => return true,
    };
    let is_cfg = |attr: &Attribute| attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr");
    attrs.iter().any(is_cfg)
}
