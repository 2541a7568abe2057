//! Path: the mistakes that the path of a route can have.

/// The number of the parts in braces.
pub(super) fn parts(path: &str) -> usize {
    path.replace("{{", "").matches('{').count()
}

/// The mistakes of one path.
pub(super) fn well_formed(path: &str) -> Result<(), (String, String)> {
    let wrong = |message: String, help: &str| Err((message, help.to_owned()));
    if let Some((_, address)) = path.split_once("://") {
        let inside = address.find('/').map_or("/", |at| &address[at..]);
        return wrong(
            "a route begins behind the name of the host".to_owned(),
            &format!("write \"{inside}\""),
        );
    }
    if !path.starts_with('/') {
        return wrong(
            format!("the path \"{path}\" does not begin with `/`"),
            &format!("write \"/{path}\""),
        );
    }
    if path.replace("?}", "}").contains(['?', '#']) {
        return wrong(
            "a route has no query".to_owned(),
            "take it in the handler: `Query(query): Query<T>`",
        );
    }
    if path.contains(' ') {
        return wrong(
            format!("the path \"{path}\" holds a space, and no request does"),
            &format!("write \"{}\"", path.replace(' ', "%20")),
        );
    }
    let mut names = Vec::new();
    let segments: Vec<&str> = path.split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        let is_foreign = segment.starts_with([':', '<'])
            || segment.starts_with("${")
            || (segment.starts_with('[') && segment.ends_with(']'));
        if is_foreign {
            let name = segment.trim_matches([':', '<', '>', '[', ']', '$', '{', '}']);
            return wrong(
                format!("`{segment}` is not a part of a path"),
                &format!("write `{{{name}}}`"),
            );
        }
        let (opens, closes) = (segment.matches('{').count(), segment.matches('}').count());
        if opens == 0 && closes == 0 {
            if segment.starts_with('*') {
                let name = segment.trim_start_matches('*');
                let name = if name.is_empty() { "rest" } else { name };
                return wrong(
                    format!("`{segment}` is not a part of a path"),
                    &format!("write `{{*{name}}}` for the rest of the path"),
                );
            }
            continue;
        }
        if opens != closes {
            return wrong(
                format!("the braces of `{segment}` do not match"),
                "write `{name}` for one segment, `{*name}` for the rest of the path",
            );
        }
        // Braces that are written twice are letters of the path.
        if segment.contains("{{") {
            continue;
        }
        let Some((_, after)) = segment.split_once('{') else {
            continue;
        };
        let name = after.split_once('}').map_or(after, |(name, _)| name);
        let bare = name.trim_start_matches('*');
        if bare.is_empty() {
            return wrong(
                format!("`{segment}` has no name"),
                "write `{name}` for one segment, `{*name}` for the rest of the path",
            );
        }
        if name.starts_with('*') && (index + 1 != segments.len() || !segment.starts_with('{')) {
            return wrong(
                format!("`{segment}` takes the rest of the path, so nothing can follow it"),
                &format!("write `{{{bare}}}` for one segment"),
            );
        }
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
        // Braces that are doubled stand for themselves.
        if let Some(end) = bare.find(|letter| !is_part(letter))
            && !segment.contains("{{")
        {
            let (name, more) = bare.split_at(end);
            return wrong(
                format!("`{{{bare}}}` is more than the name of a part"),
                &match more {
                    "?" => format!(
                        "write `{{{name}}}`, and a route of its own for the path without it"
                    ),
                    "..." | ":path" | ":.*" | "*" => {
                        format!("write `{{*{name}}}` for the rest of the path")
                    }
                    _ => {
                        format!("write `{{{name}}}`; its type is said by the handler: `Path<u64>`")
                    }
                },
            );
        }
        if opens > 1 {
            return wrong(
                format!(
                    "`{segment}` has two parts, and a request cannot tell where the first ends"
                ),
                "write `/` between them, or take them apart in the handler",
            );
        }
        if names.contains(&bare) {
            return wrong(
                format!("`{bare}` is in this path twice"),
                "give the two parts different names",
            );
        }
        names.push(bare);
    }
    Ok(())
}
