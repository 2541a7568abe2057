//! A caller whose stages, types and variables have the names that generated code uses.
#![allow(non_camel_case_types, dead_code)]

use onionskin::prelude::*;

struct Stage;
struct Stack;
struct Probe;
struct Scope;
struct Needs;
struct Lend(u8);
struct Args;
struct Returned;

#[middleware]
async fn request(__request: &mut Request, __rest: impl Next) -> Response {
    __rest.run(__request).await
}

#[provider]
async fn value(__cx: &Request) -> Lend {
    let _ = __cx;
    Lend(1)
}

#[middleware(before)]
fn setting(_req: &Request, #[setting] value: u8, #[setting] settings: u8, #[setting(default = 2)] name: u8) {
    let _ = (value, settings, name);
}

#[handler]
async fn __handler(__borrowed_0: &Lend, __extracted_0: String) -> String {
    format!("{}{__extracted_0}", __borrowed_0.0)
}

fn main() {
    let (__stack, __verdict, __finding) = (1_u8, 2_u8, 3_u8);
    let _ = middleware_stack! {
        provide __stack, u16::from(__verdict), u32::from(__finding);

        request,
        value,
        setting { value: __stack, settings: __verdict },
        => __handler
    };
}
