//! A caller who writes stages and stacks in a macro of their own.
use onionskin::prelude::*;

macro_rules! counted {
    ($name:ident, $lent:ty, $value:expr) => {
        #[provider]
        fn $name(_req: &Request) -> $lent {
            $value
        }
    };
}

macro_rules! passing {
    ($($name:ident),*) => {$(
        #[middleware]
        async fn $name(req: &mut Request, next: impl Next) -> Response {
            next.run(req).await
        }
    )*};
}

macro_rules! stack {
    ($($stage:ident),*; $path:literal => $end:ident) => {
        middleware_stack! { $($stage,)* => routes { GET $path => $end } }
    };
}

macro_rules! taking {
    ($name:ident, $taken:ty, $set:ty) => {
        #[middleware(before)]
        fn $name(_req: &mut Request, _taken: $taken, #[setting(default = 1)] _set: $set) -> Result<(), StatusCode> {
            Ok(())
        }
    };
}

taking!(taken, HeaderMap, u8);
counted!(small, u8, 1);
counted!(large, u64, 2);
passing!(timing, tracing);

#[handler]
fn home(small: &u8, large: &u64) -> String {
    format!("{small} {large}")
}

fn main() {
    let _ = stack!(timing, small, tracing, taken, large; "/" => home);
}
