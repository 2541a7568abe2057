//! Media: which types of content are worth packing.

/// Tells whether bytes of this `Content-Type` become smaller; unknown types do not.
///
/// Event streams and gRPC are left out: their readers wait for each message.
pub(super) fn is_packable(essence: &str) -> bool {
    let Some((kind, subtype)) = essence.split_once('/') else {
        return false;
    };
    let is = |name: &&str| subtype.eq_ignore_ascii_case(name);
    if kind.eq_ignore_ascii_case("text") {
        return !is(&"event-stream");
    }
    let suffix = subtype.rsplit_once('+').map_or("", |(_, suffix)| suffix);
    if suffix.eq_ignore_ascii_case("json") || suffix.eq_ignore_ascii_case("xml") {
        return true;
    }
    if kind.eq_ignore_ascii_case("application") {
        return APPLICATIONS.iter().any(is);
    }
    if kind.eq_ignore_ascii_case("font") {
        return ["ttf", "otf", "sfnt", "collection"].iter().any(is);
    }
    kind.eq_ignore_ascii_case("image") && ["bmp", "x-icon", "vnd.microsoft.icon"].iter().any(is)
}

const APPLICATIONS: [&str; 14] = [
    "json",
    "javascript",
    "xml",
    "wasm",
    "x-javascript",
    "ecmascript",
    "x-ndjson",
    "json-seq",
    "graphql",
    "yaml",
    "toml",
    "x-www-form-urlencoded",
    "vnd.ms-fontobject",
    "rtf",
];

/// The type itself, without its parameters.
pub(super) fn essence(content_type: &str) -> &str {
    let essence = content_type
        .split_once(';')
        .map_or(content_type, |(essence, _)| essence);
    essence.trim_matches([' ', '\t'])
}
