//! Path: the mistakes that the path of a route can have.

/// What is wrong, and what to write.
type Mistake = (String, String);

/// The number of the parts in braces.
pub(super) fn parts(path: &str) -> usize {
    path.replace("{{", "").matches('{').count()
}

/// The mistakes of one path.
pub(super) fn well_formed(path: &str) -> Result<(), Mistake> {
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
    let mut names = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        let Some(name) = part(segment, is_last)? else {
            continue;
        };
        if names.contains(&name) {
            return wrong(
                format!("`{name}` is in this path twice"),
                "give the two parts different names",
            );
        }
        names.push(name);
    }
    if path.contains(' ') {
        return wrong(
            format!("the path \"{path}\" holds a space, and no request does"),
            &format!("write \"{}\"", path.replace(' ', "%20")),
        );
    }
    Ok(())
}

/// The name of the part in a segment, if there is one.
fn part(segment: &str, is_last: bool) -> Result<Option<&str>, Mistake> {
    no_habit(segment)?;
    no_expression(segment)?;
    let (opens, closes) = (segment.matches('{').count(), segment.matches('}').count());
    if opens != closes {
        return wrong(
            format!("the braces of `{segment}` do not match"),
            "write `{name}` for one segment, `{*name}` for the rest of the path",
        );
    }
    // Braces that are written twice are letters of the path.
    let Some((_, after)) = segment.split_once('{').filter(|_| !segment.contains("{{")) else {
        return Ok(None);
    };
    let name = after.split_once('}').map_or(after, |(name, _)| name);
    let bare = name.trim_start_matches('*');
    if bare.is_empty() {
        return wrong(
            format!("`{segment}` has no name"),
            "write `{name}` for one segment, `{*name}` for the rest of the path",
        );
    }
    if name.starts_with('*') && (!is_last || !segment.starts_with('{')) {
        return wrong(
            format!("`{segment}` takes the rest of the path, so nothing can follow it"),
            &format!("write `{{{bare}}}` for one segment"),
        );
    }
    only_a_name(bare)?;
    if opens > 1 {
        return wrong(
            format!("`{segment}` has two parts, and a request cannot tell where the first ends"),
            "write `/` between them, or take them apart in the handler",
        );
    }
    Ok(Some(bare))
}

/// Refuses a part as other frameworks write it.
fn no_habit(segment: &str) -> Result<(), Mistake> {
    let is_foreign = segment.starts_with([':', '<'])
        || segment.starts_with("${")
        || (segment.starts_with('[') && segment.ends_with(']'));
    let help = if is_foreign {
        let name = segment.trim_matches([':', '<', '>', '[', ']', '$', '{', '}']);
        format!("write `{{{name}}}`")
    } else if segment.starts_with('*') && !segment.contains(['{', '}']) {
        let name = segment.trim_start_matches('*');
        let name = if name.is_empty() { "rest" } else { name };
        format!("write `{{*{name}}}` for the rest of the path")
    } else {
        return Ok(());
    };
    wrong(format!("`{segment}` is not a part of a path"), &help)
}

/// Refuses a regular expression, and an escape that is none.
fn no_expression(segment: &str) -> Result<(), Mistake> {
    let outside = segment.split('{').next().unwrap_or(segment);
    let signs = ["([", "(.*", "(.+", "]+", "]*", "\\"];
    if outside == ".*" || signs.iter().any(|sign| outside.contains(sign)) {
        return wrong(
            format!("`{segment}` is not a part of a path"),
            "write `{name}` for one segment; what it may be is said by the handler: `Path<u64>`",
        );
    }
    let escapes = outside.split('%').skip(1);
    for escape in escapes {
        let digits = escape.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        if digits < 2 {
            return wrong(
                format!("`{segment}` is not a part of a path: `%` begins an escape"),
                "write `{name}` for one segment, or `%25` for the letter itself",
            );
        }
    }
    Ok(())
}

/// Refuses what stands in braces beside a name.
fn only_a_name(part: &str) -> Result<(), Mistake> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let Some(end) = part.find(|letter| !is_part(letter)) else {
        return Ok(());
    };
    let (name, more) = part.split_at(end);
    let help = match more {
        "?" => format!("write `{{{name}}}`, and a route of its own for the path without it"),
        "..." | ":path" | ":.*" | ":*" | "*" => {
            format!("write `{{*{name}}}` for the rest of the path")
        }
        _ => format!("write `{{{name}}}`; its type is said by the handler: `Path<u64>`"),
    };
    wrong(
        format!("`{{{part}}}` is more than the name of a part"),
        &help,
    )
}

fn wrong<T>(message: String, help: &str) -> Result<T, Mistake> {
    Err((message, help.to_owned()))
}
