//! Media: which types of content are worth packing.

/// Tells at a glance that a type is packed already; `false` says nothing.
///
/// Most of what is not packed here are images, so this comes before all that takes longer.
#[inline]
pub(super) fn is_packed_already(content_type: &[u8]) -> bool {
    // avif, gif, jpeg, png, webp
    matches!(
        content_type,
        [
            b'i',
            b'm',
            b'a',
            b'g',
            b'e',
            b'/',
            b'a' | b'g' | b'j' | b'p' | b'w',
            ..
        ]
    ) || content_type.starts_with(b"video/")
        || content_type.starts_with(b"audio/")
}

/// Tells whether bytes of this type become smaller; unknown types do not.
///
/// Event streams and gRPC are left out: their readers wait for each message.
pub(super) fn is_packable(essence: &[u8]) -> bool {
    let listed: &[&[u8]] = match essence.first() {
        Some(b't' | b'T') if begins(essence, b"text/") => {
            return !essence.eq_ignore_ascii_case(b"text/event-stream");
        }
        Some(b'a' | b'A') => &APPLICATIONS,
        Some(b'f' | b'F') => &FONTS,
        Some(b'i' | b'I') => &IMAGES,
        _ => &[],
    };
    let is = |name: &&[u8]| essence.eq_ignore_ascii_case(name);
    listed.iter().any(is) || ends(essence, b"+json") || ends(essence, b"+xml")
}

/// The type itself, without its parameters.
pub(super) fn essence(content_type: &[u8]) -> &[u8] {
    let end = content_type.iter().position(|byte| *byte == b';');
    content_type[..end.unwrap_or(content_type.len())].trim_ascii()
}

const APPLICATIONS: [&[u8]; 14] = [
    b"application/json",
    b"application/javascript",
    b"application/xml",
    b"application/wasm",
    b"application/x-javascript",
    b"application/ecmascript",
    b"application/x-ndjson",
    b"application/json-seq",
    b"application/graphql",
    b"application/yaml",
    b"application/toml",
    b"application/x-www-form-urlencoded",
    b"application/vnd.ms-fontobject",
    b"application/rtf",
];
const FONTS: [&[u8]; 4] = [b"font/ttf", b"font/otf", b"font/sfnt", b"font/collection"];
const IMAGES: [&[u8]; 3] = [b"image/bmp", b"image/x-icon", b"image/vnd.microsoft.icon"];

fn begins(text: &[u8], with: &[u8]) -> bool {
    text.len() >= with.len() && text[..with.len()].eq_ignore_ascii_case(with)
}

fn ends(text: &[u8], with: &[u8]) -> bool {
    text.len() >= with.len() && text[text.len() - with.len()..].eq_ignore_ascii_case(with)
}
