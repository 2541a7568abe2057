//! Absent: types that are not there, and what is there in their place.

use syn::Expr;

use crate::source::Source;

/// Stages of other libraries, and what does here what they do there.
const ELSEWHERE: [(&str, &str); 18] = [
    ("AllowAllCors", "Cors::new().allow_any_origin()"),
    ("CatchPanicLayer", "ServerError::new()"),
    ("CompressionLayer", "Compression::new()"),
    (
        "ConcurrencyLimitLayer",
        "ConcurrencyLimit::new().at_once(…)",
    ),
    ("CorsLayer", "Cors::new()"),
    ("CorsMiddleware", "Cors::new()"),
    ("DefaultBodyLimit", "BodyLimit::new().bytes(…)"),
    ("GZipMiddleware", "Compression::new()"),
    ("Helmet", "SecurityHeaders::new()"),
    ("Logger", "AccessLog::new()"),
    ("RequestBodyLimitLayer", "BodyLimit::new().bytes(…)"),
    ("SessionLayer", "Sessions::<Data>::new(MemoryStore::new())"),
    (
        "SessionManagerLayer",
        "Sessions::<Data>::new(MemoryStore::new())",
    ),
    (
        "SessionMiddleware",
        "Sessions::<Data>::new(MemoryStore::new())",
    ),
    ("SetRequestIdLayer", "RequestIds::new()"),
    ("TimeoutLayer", "Timeout::new().head(…)"),
    ("TraceLayer", "Trace::new()"),
    ("TrustedHostMiddleware", "TrustedHost::new().allow([…])"),
];

/// What is wrong, and what to write, when an entry begins with a type that is not there.
pub(super) fn absent(entry: &Expr) -> Option<(String, String)> {
    let path = match entry {
        Expr::MethodCall(call) => return absent(&call.receiver),
        Expr::Call(call) => return absent(&call.func),
        Expr::Paren(inner) => return absent(&inner.expr),
        Expr::Path(path) => &path.path,
        _ => return None,
    };
    let name = path.segments.first()?.ident.to_string();
    let is_off = matches!(name.as_str(), "Compression" | "Decompression")
        && cfg!(not(feature = "compression"));
    let known = ELSEWHERE.iter().find(|(known, _)| *known == name);
    if !is_off && known.is_none() {
        return None;
    }
    let source = Source::read()?;
    let is_absent = !source.has_type(&name)
        && !source.imports(&name)
        && source.shows_all(&["onionskin::prelude::*"]);
    if !is_absent {
        return None;
    }
    Some(known.map_or_else(
        || {
            (
                format!("`{name}` comes with the feature `compression`, which is off"),
                "write `features = [\"compression\"]` where `Cargo.toml` names `onionskin`"
                    .to_owned(),
            )
        },
        |(_, ours)| {
            (
                format!("`{name}` is not in scope, and a stage of another library"),
                format!("write `{ours}`"),
            )
        },
    ))
}
