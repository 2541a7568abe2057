//! What rust-analyzer makes of a stack: it is driven as an editor would drive it, on a crate with the
//! code of the quickstart, complete and half-typed.
//!
//! The first argument is the folder of that crate; `ide.sh` makes it.

mod document;
mod editor;

use std::{env, error::Error, path::Path};

use document::Document;
use editor::Editor;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let folder = env::args()
        .nth(1)
        .ok_or("the folder of the crate is missing")?;
    let file = Path::new(&folder).join("src/main.rs");
    let complete = Document::read(&file)?;
    let mut editor = Editor::start(Path::new(&folder))?;
    editor.open(&complete)?;

    complete_code_has_no_error(&mut editor, &complete)?;
    hover_shows_what_a_name_is(&mut editor, &complete)?;
    entries_lead_to_their_functions(&mut editor, &complete)?;
    half_typed_bodies_are_completed(&mut editor, &complete)?;
    editor.stop()
}

fn complete_code_has_no_error(editor: &mut Editor, document: &Document) -> Outcome {
    let errors = editor.errors(document)?;
    if !errors.is_empty() {
        return Err(format!("the complete code has errors: {errors:#?}").into());
    }
    println!("ide: no error in the complete code");
    Ok(())
}

fn hover_shows_what_a_name_is(editor: &mut Editor, document: &Document) -> Outcome {
    for (place, expected) in [
        ("‸visits: &Session<Visits>", "Session<Visits>"),
        ("started.‸elapsed", "elapsed"),
        ("‸timing,", "timing"),
        ("=> ‸home", "home"),
    ] {
        let text = editor.hover(document, document.position(place)?)?;
        if !text.contains(expected) {
            return Err(format!("hovering over {place} shows {text:?}, without {expected}").into());
        }
        println!("ide: hovering over {place} shows {expected}");
    }
    Ok(())
}

fn entries_lead_to_their_functions(editor: &mut Editor, document: &Document) -> Outcome {
    for (place, function) in [
        ("‸timing,", "fn ‸timing"),
        ("=> ‸home", "fn ‸home"),
        ("fetcher(‸session_id", "fn ‸session_id"),
    ] {
        let lines = editor.definition(document, document.position(place)?)?;
        let line = document.position(function)?.line;
        if !lines.contains(&line) {
            return Err(format!("{place} leads to the lines {lines:?}, not to {line}").into());
        }
        println!("ide: {place} leads to its function");
    }
    Ok(())
}

fn half_typed_bodies_are_completed(editor: &mut Editor, complete: &Document) -> Outcome {
    for (typed, half, expected) in [
        (
            "next.run(req).await",
            "req.‸",
            ["uri", "headers_mut", "cookie"],
        ),
        (
            "visits.update(|visits| visits.count += 1).await?",
            "visits.‸",
            ["update", "get", "destroy"],
        ),
    ] {
        let document = complete.with(typed, half)?;
        editor.change(&document)?;
        let offered = editor.completions(&document, document.position(half)?)?;
        for name in expected {
            if !offered.iter().any(|offer| offer == name) {
                return Err(format!("`{half}` is not completed with `{name}`: {offered:?}").into());
            }
        }
        let errors = editor.errors(&document)?;
        // What is not there yet is the one thing that is wrong.
        if let Some(other) = errors.iter().find(|error| !error.contains("Syntax Error")) {
            return Err(format!("`{half}` has an error beside the missing name: {other}").into());
        }
        println!("ide: `{half}` is completed with {expected:?}");
    }
    Ok(())
}
