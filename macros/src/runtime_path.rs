//! The path of the runtime crate: the only file that knows its name.

use std::{
    cell::RefCell,
    env, fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Ident;

const NAME: &str = "onionskin";

/// The path of what generated code names.
///
/// Its tokens are kept one by one, as a stream among others is much dearer where macros are compiled
/// without optimisation.
#[derive(Clone)]
pub(crate) struct Runtime(Vec<TokenTree>);

impl Runtime {
    /// `::onionskin::__private`, or that under the name under which the user's package depends on it.
    ///
    /// A dependency that is renamed in Cargo.toml is found there; `crate = ::path` in an attribute is
    /// for what a manifest does not say, such as a re-export.
    pub(crate) fn of(path: Option<&syn::Path>) -> Self {
        let path = path.map_or_else(
            || {
                let name = renamed().unwrap_or_else(|| NAME.to_owned());
                let name = Ident::new(&name.replace('-', "_"), Span::call_site());
                quote!(::#name)
            },
            |path| quote!(#path),
        );
        Self(quote!(#path::__private).into_iter().collect())
    }

    /// The same path in generated code that stands in a block of its own, and begins with its
    /// [`import`](Self::import).
    pub(crate) fn short() -> Self {
        let name = Ident::new("__onion", Span::call_site());
        Self(vec![TokenTree::Ident(name)])
    }

    /// The import of the short path.
    pub(crate) fn import(&self) -> TokenStream {
        quote!(use #self as __onion;)
    }

    /// The path with another span.
    pub(crate) fn at(&self, span: Span) -> Self {
        let mut path = self.clone();
        path.0.iter_mut().for_each(|token| token.set_span(span));
        path
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// Whether the runtime itself is compiled, whose stages no message lists.
pub(crate) fn is_at_home() -> bool {
    env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == NAME)
}

thread_local! {
    /// The manifest that was read last, and the name in it: a compiler expands macros for one package.
    static LAST: RefCell<Option<(Manifest, Option<String>)>> = const { RefCell::new(None) };
}

/// A file, as it was at a time: an editor's server sees it change.
type Manifest = (PathBuf, Option<SystemTime>);

/// The name of our dependency in the manifest, when it is another than ours.
fn renamed() -> Option<String> {
    let folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    let changed = fs::metadata(folder.join("Cargo.toml")).and_then(|file| file.modified());
    let manifest = (folder, changed.ok());
    LAST.with_borrow_mut(|last| match last {
        Some((known, name)) if *known == manifest => name.clone(),
        _ => {
            let name = renamed_in_folder(&manifest.0);
            *last = Some((manifest, name.clone()));
            name
        }
    })
}

fn renamed_in_folder(folder: &Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    if dependency_keys(&manifest).any(|(key, _)| key == NAME) {
        return None;
    }
    if let Some(name) = renamed_in(&manifest) {
        return Some(name);
    }
    // `name = { workspace = true }`: the rename stands in the manifest of the workspace.
    let workspace = folder.ancestors().skip(1).find_map(|folder| {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        manifest.contains("[workspace").then_some(manifest)
    })?;
    let name = renamed_in(&workspace)?;
    dependency_keys(&manifest)
        .any(|(key, _)| key == name)
        .then_some(name)
}

fn renamed_in(manifest: &str) -> Option<String> {
    dependency_keys(manifest)
        .find(|(_, value)| {
            let value: String = value
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .collect();
            value.contains("package=\"onionskin\"")
        })
        .map(|(key, _)| key)
}

/// The dependencies that a manifest names, each with the text of its entry.
fn dependency_keys(manifest: &str) -> impl Iterator<Item = (String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut in_list = false;
    let mut in_entry = false;
    for line in manifest
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
    {
        if let Some(table) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            let table = table.trim_matches(['[', ']']);
            in_list = table.ends_with("dependencies");
            let entry = table
                .split_once("dependencies.")
                .map(|(_, name)| name.trim_matches('"'));
            in_entry = entry.is_some();
            found.extend(entry.map(|name| (name.to_owned(), String::new())));
        } else if in_entry {
            if let Some((_, text)) = found.last_mut() {
                text.push_str(line);
            }
        } else if in_list {
            match line.split_once('=') {
                Some((key, value)) if !line.starts_with([',', '}', '"']) => {
                    let key = key.trim().trim_matches('"');
                    let (key, more) = key.split_once('.').unwrap_or((key, ""));
                    found.push((key.to_owned(), format!("{more}{value}")));
                }
                _ => {
                    if let Some((_, text)) = found.last_mut() {
                        text.push_str(line);
                    }
                }
            }
        }
    }
    found.into_iter()
}
