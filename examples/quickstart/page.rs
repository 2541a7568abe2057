//! The page for people.

use std::{
    fmt::{self, Display, Formatter, Write},
    sync::{Arc, OnceLock},
};

use crate::visitor::Visitor;

/// The drawing of the stack, which is there as soon as the stack is.
#[derive(Clone, Default)]
pub(crate) struct Drawing(Arc<OnceLock<String>>);

impl Drawing {
    pub(crate) fn complete(&self, svg: String) {
        self.0.get_or_init(|| svg);
    }

    pub(crate) fn svg(&self) -> &str {
        self.0.get().map_or("", String::as_str)
    }
}

/// The page, as one visitor sees it.
pub(crate) struct Page<'a> {
    pub(crate) visitor: &'a Visitor,
    pub(crate) drawing: &'a Drawing,
}

impl Display for Page<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Visitor { visits, name } = self.visitor;
        let times = if *visits == 1 { "visit" } else { "visits" };
        let name = name.as_ref().map_or("", |name| name.as_str());
        let greeting = if name.is_empty() { "Hello." } else { "Hello, " };
        let stop = if name.is_empty() { "" } else { "." };
        let (name, drawing, style) = (Escaped(name), self.drawing.svg(), include_str!("page.css"));
        write!(
            f,
            r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Onionskin</title>
<style>{style}</style>
<main>
<header>
<p class="brand">onionskin <span>quickstart</span></p>
<h1>{greeting}{name}{stop}</h1>
<p class="count"><strong>{visits}</strong> {times} in this session</p>
</header>
<section class="forms">
<form method="post" action="/name">
<label for="name">Your name</label>
<input id="name" name="name" value="{name}" maxlength="40" required autocomplete="off">
<button>Remember me</button>
</form>
<form method="post" action="/logout"><button class="quiet">Forget this session</button></form>
</section>
<section>
<h2>The stack that served this page</h2>
<p>Top first in, last out. What a layer <em>lends</em>, everything inside it may borrow.</p>
<figure>{drawing}</figure>
</section>
<footer>
<p>For programs: <a href="/api/visits">GET /api/visits</a>, <a href="/whoami">GET /whoami</a>,
<code>POST /api/name</code> with <code>{{"name":"Ada"}}</code>, <code>POST /api/logout</code>.</p>
</footer>
</main>
</html>
"#
        )
    }
}

/// Text that means nothing to HTML.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            other => f.write_char(other),
        })
    }
}
