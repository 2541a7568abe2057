//! Canvas: the text of an SVG in the making.

use std::fmt::Write as _;

use super::label::Label;

/// The text of an SVG in the making. Everything that is written comes out escaped.
pub(super) struct Canvas(String);

impl Canvas {
    pub(super) fn begin(width: usize, height: usize, title: &str) -> Self {
        let style = include_str!("style.css").replace('\n', "");
        let mut canvas = Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"onionskin\" role=\"img\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<title>"
        ));
        canvas.escaped(title);
        let _ = write!(canvas.0, "</title>\n<style>{style}</style>\n");
        canvas
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }

    /// Draws one layer, over what is drawn already.
    pub(super) fn layer(&mut self, [x, y, width, height]: [usize; 4], dashed: bool, tinted: bool) {
        let class = match (dashed, tinted) {
            (false, true) => "l",
            (true, true) => "l d",
            (false, false) => "l e",
            (true, false) => "l d e",
        };
        let _ = writeln!(
            self.0,
            "<rect class=\"{class}\" x=\"{x}.5\" y=\"{y}.5\" width=\"{}\" height=\"{}\" rx=\"9\"/>",
            width.saturating_sub(1),
            height.saturating_sub(1),
        );
    }

    /// Draws an arrow downwards.
    pub(super) fn arrow(&mut self, x: usize, from: usize, to: usize) {
        let length = to.saturating_sub(from);
        let _ = writeln!(
            self.0,
            "<path class=\"a\" d=\"M{x} {from}v{length}m-4-5l4 5l4-5\"/>"
        );
    }

    /// Draws a hairline between two rows.
    pub(super) fn rule(&mut self, x: usize, y: usize, width: usize) {
        let _ = writeln!(self.0, "<path class=\"r\" d=\"M{x} {y}.5h{width}\"/>");
    }

    /// Writes a line of text; `y` is its base line.
    pub(super) fn text(&mut self, x: usize, y: usize, label: &Label) {
        if label.is_empty() {
            return;
        }
        let _ = write!(self.0, "<text x=\"{x}\" y=\"{y}\">");
        for (voice, text) in label.parts() {
            match voice.class() {
                Some(class) => {
                    let _ = write!(self.0, "<tspan class=\"{class}\">");
                    self.escaped(text);
                    self.0.push_str("</tspan>");
                }
                None => self.escaped(text),
            }
        }
        self.0.push_str("</text>\n");
    }

    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                // XML has no way to write them.
                control if control.is_control() => self.0.push('\u{fffd}'),
                other => self.0.push(other),
            }
        }
    }
}
