#!/bin/sh
# What rust-analyzer says of the quickstart, complete and half-typed: no panic, and no error in the
# complete one. Run where the binary is; `cargo install ra_ap_rust-analyzer --version 0.0.349 --locked`
# builds one for the pinned toolchain.
set -eu
cd "$(dirname "$0")/.."

if ! rust-analyzer --version >/dev/null 2>&1; then
    echo "ide: skipped, there is no rust-analyzer"
    exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cat >"$folder/Cargo.toml" <<TOML
[package]
name = "quickstart"
version = "0.0.0"
edition = "2024"

[dependencies]
onionskin = { path = "$PWD/runtime" }

[workspace]
TOML
cp Cargo.lock "$folder/"

# The first argument names the case, the second is a line of a handler's body.
check() {
    cat >"$folder/src/main.rs" <<RUST
use onionskin::prelude::*;

struct User(String);

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[provider]
async fn current_user(req: &Request) -> User {
    User(req.uri().path().to_owned())
}

#[handler]
async fn home(user: &User) -> String {
    $2
}

fn main() {
    let app = middleware_stack! { timing, current_user, => routes { GET "/" => home } };
    drop(app);
}
RUST
    rust-analyzer diagnostics "$folder" >"$folder/$1.log" 2>&1 || true
    if grep -q "panicked" "$folder/$1.log"; then
        cat "$folder/$1.log"
        echo "ide: the $1 quickstart makes rust-analyzer panic"
        exit 1
    fi
}

check complete 'user.0.clone()'
if grep "^at crate" "$folder/complete.log" | grep -q ": Error "; then
    cat "$folder/complete.log"
    echo "ide: the complete quickstart has an error"
    exit 1
fi
check half-typed 'user.'
if grep "^at crate" "$folder/half-typed.log" | grep ": Error " | grep -qv "main.rs.*Syntax"; then
    cat "$folder/half-typed.log"
    echo "ide: the half-typed quickstart has an error beside the missing name"
    exit 1
fi
echo "ide: fine"
