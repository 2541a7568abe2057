#!/bin/sh
# What rust-analyzer makes of the quickstart, complete and half-typed: no panic, no false error,
# completion, hover and the way from a stack's entry to its function.
#
# Run where the binary is, in $RUST_ANALYZER or in $PATH; `cargo install ra_ap_rust-analyzer --version
# 0.0.349 --locked` builds one for the pinned toolchain.
set -eu
cd "$(dirname "$0")/.."

export RUST_ANALYZER="${RUST_ANALYZER:-rust-analyzer}"
if ! "$RUST_ANALYZER" --version >/dev/null 2>&1; then
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
serde = { version = "1", features = ["derive"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[workspace]
TOML
cp Cargo.lock rust-toolchain.toml "$folder/"
# The program of the README, which is its first block of Rust.
sed -n '/^```rust/,/^```$/p' README.md | sed '1d; /^```$/,$d' >"$folder/src/main.rs"

cargo run --quiet -p onionskin-ui-tests --example ide -- "$folder"
echo "ide: fine"
