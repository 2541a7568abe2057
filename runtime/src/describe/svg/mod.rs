//! The description as an SVG drawing.

mod canvas;
mod label;
mod shape;

use self::{canvas::Canvas, label::Label, shape::Boxed};
use super::{Description, names::short_names};

const MARGIN: usize = 8;
/// What the words and the arrow above and below the stack take.
const GATE: usize = 36;

/// The whole drawing: the request comes in at the top and leaves at the bottom as the response.
pub(super) fn draw(description: &Description) -> String {
    let whole = Boxed::level(&description.stages, &description.end);
    let request = Label::default().soft("request");
    let entrance = match description.provides.as_slice() {
        [] => request,
        provides => request
            .gap()
            .lent(&format!("the application lends {}", short_names(provides))),
    };
    let width = whole.width.max(entrance.width() + 24);
    let (all_wide, all_high) = (width + 2 * MARGIN, whole.height + 2 * GATE);

    let mut canvas = Canvas::begin(all_wide, all_high, "The stack, outermost stage first");
    canvas.arrow(MARGIN + 14, 6, GATE - 8);
    canvas.text(MARGIN + 30, 21, &entrance);
    whole.draw(&mut canvas, [MARGIN, GATE, width], 0);
    canvas.arrow(MARGIN + 14, GATE + whole.height + 6, all_high - 8);
    canvas.text(
        MARGIN + 30,
        GATE + whole.height + 22,
        &Label::default().soft("response"),
    );
    canvas.finish()
}
