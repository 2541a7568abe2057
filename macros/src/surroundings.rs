//! Surroundings: what stands in the module of a function under the function's name.
//!
//! The struct beside a function has its name. Where that is taken, the compiler would tell of it again
//! for everything that is said of the struct.

use syn::{Attribute, Fields, File, Ident, ImplItem, Item, ItemMod, Type};

use crate::{function::Function, signature::rules, source::Source};

/// What has the function's name already, and so keeps it from having a struct beside it.
pub(crate) enum Taken {
    /// What is a function too: the compiler says so of the function.
    Value,
    /// A type, a trait or a module.
    Item(&'static str),
}

/// What has the name of this function in its module.
///
/// An import is not looked at: it may be of a macro, which takes no name from a function.
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
        _ => None,
    })
}

/// Whether no more than one attribute of ours stands above what has this type's name.
///
/// Two of them would say twice that the type has one.
pub(crate) fn has_one_attribute(ty: &Ident) -> bool {
    let file = Source::read().and_then(|source| syn::parse_file(source.text()).ok());
    file.is_none_or(|file| attributes(&file.items, ty) <= 1)
}

/// The type of the only `impl` block that has this method under an attribute of ours, where that block
/// has no other.
pub(crate) fn owner(method: &Function) -> Option<Type> {
    let file: File = syn::parse_file(Source::read()?.text()).ok()?;
    let mut owners = Vec::new();
    owners_of(&file.items, method.name(), &mut owners);
    match owners.as_slice() {
        [only] if name_of(only).is_some_and(|name| attributes(&file.items, name) == 0) => {
            Some((*only).clone())
        }
        _ => None,
    }
}

fn owners_of<'a>(items: &'a [Item], method: &Ident, found: &mut Vec<&'a Type>) {
    let is_ours = |item: &&ImplItem| matches!(item, ImplItem::Fn(function) if function.attrs.iter().any(|attr| rules::ours(attr).is_some()));
    for item in items {
        match item {
            Item::Mod(ItemMod {
                content: Some((_, inner)),
                ..
            }) => owners_of(inner, method, found),
            Item::Impl(block) if block.generics.params.is_empty() => {
                let marked: Vec<_> = block.items.iter().filter(is_ours).collect();
                if let [ImplItem::Fn(only)] = marked.as_slice()
                    && only.sig.ident == *method
                {
                    found.push(&block.self_ty);
                }
            }
            _ => {}
        }
    }
}

/// How many attributes of ours stand above what has this type's name.
fn attributes(items: &[Item], ty: &Ident) -> usize {
    let ours = |attrs: &[Attribute]| {
        let ours = attrs.iter().filter(|attr| rules::ours(attr).is_some());
        ours.count()
    };
    let counts = items.iter().map(|item| match item {
        Item::Mod(ItemMod {
            content: Some((_, inner)),
            ..
        }) => attributes(inner, ty),
        Item::Struct(item) if item.ident == *ty => ours(&item.attrs),
        Item::Enum(item) if item.ident == *ty => ours(&item.attrs),
        Item::Impl(item) if name_of(&item.self_ty) == Some(ty) => ours(&item.attrs),
        _ => 0,
    });
    counts.sum()
}

/// The name of a type, without its path and generics.
fn name_of(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
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
