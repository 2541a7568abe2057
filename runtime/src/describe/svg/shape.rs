//! Shape: what is drawn where, each part as large as what is inside it.

use super::{canvas::Canvas, label::Label};
use crate::describe::{EndInfo, HandlerInfo, Kind, RouteInfo, StageInfo};

const PADDING: usize = 14;
/// The strip of a layer that holds its label.
const STRIP: usize = 32;
/// The other edge of a layer.
const EDGE: usize = 12;
const ROW: usize = 30;
/// How many layers add to the tint; more would make the words in the middle unreadable.
const TINTED: usize = 8;

/// A shape and the room that it takes.
pub(super) struct Boxed {
    pub(super) width: usize,
    pub(super) height: usize,
    shape: Shape,
}

enum Shape {
    /// A stage around all that it wraps.
    Layer {
        label: Label,
        at_foot: bool,
        dashed: bool,
        inner: Box<Boxed>,
    },
    /// The routes of a level, or its one handler.
    Rows(Vec<Boxed>),
    /// A way to a handler: what it is asked by, and what answers.
    Row {
        asked_by: Label,
        column: usize,
        answer: Label,
    },
    /// A way to a stack of its own.
    Branch { asked_by: Label, inner: Box<Boxed> },
}

impl Boxed {
    /// The stages of a level around its end.
    pub(super) fn level(stages: &[StageInfo], end: &EndInfo) -> Self {
        Self::around(stages, &|| Self::end(end))
    }

    fn around(stages: &[StageInfo], inside: &dyn Fn() -> Self) -> Self {
        let Some((outermost, others)) = stages.split_first() else {
            return inside();
        };
        // The stages of a fragment are layers like all others, within that of the fragment.
        let inner = Self::around(&outermost.stages, &|| Self::around(others, inside));
        let label = Label::of_stage(outermost);
        Self {
            width: inner.width.max(label.width()) + 2 * PADDING,
            height: STRIP + inner.height + EDGE,
            shape: Shape::Layer {
                label,
                // Where the stage acts: on the way in at the top, on the way out at the bottom.
                at_foot: matches!(
                    outermost.kind,
                    Kind::After | Kind::Finally | Kind::ErrorHandler
                ),
                dashed: matches!(outermost.kind, Kind::Fragment | Kind::Off),
                inner: Box::new(inner),
            },
        }
    }

    fn end(end: &EndInfo) -> Self {
        match end {
            EndInfo::Handler(info) => Self::rows(vec![Self::row(Label::default(), 0, info)]),
            EndInfo::Routes { routes, fallback } => {
                let methods = routes.iter().filter_map(|route| route.method.as_deref());
                let method_column = methods
                    .map(|method| method.chars().count() + 2)
                    .max()
                    .unwrap_or(0);
                let otherwise = Label::default().soft("otherwise");
                let asked_by: Vec<Label> = routes
                    .iter()
                    .map(|route| asked_by(route, method_column))
                    .collect();
                let column = asked_by
                    .iter()
                    .zip(routes)
                    .filter(|(_, route)| leads_to_handler(route).is_some())
                    .map(|(label, _)| label.width())
                    .chain(fallback.is_some().then(|| otherwise.width()))
                    .max()
                    .unwrap_or(0);
                let mut rows: Vec<Self> = asked_by
                    .into_iter()
                    .zip(routes)
                    .map(|(label, route)| match leads_to_handler(route) {
                        Some(info) => Self::row(label, column, info),
                        None => Self::branch(label, Self::level(&route.stages, &route.end)),
                    })
                    .collect();
                rows.extend(
                    fallback
                        .as_ref()
                        .map(|info| Self::row(otherwise, column, info)),
                );
                Self::rows(rows)
            }
        }
    }

    fn rows(rows: Vec<Self>) -> Self {
        Self {
            width: rows.iter().map(|row| row.width).max().unwrap_or(0),
            height: rows.iter().map(|row| row.height).sum(),
            shape: Shape::Rows(rows),
        }
    }

    fn row(asked_by: Label, column: usize, info: &HandlerInfo) -> Self {
        let answer = Label::default()
            .soft("→ ")
            .name(&info.name)
            .needs(&info.needs);
        let column = if column == 0 { 0 } else { column + 16 };
        Self {
            width: column + answer.width(),
            height: ROW,
            shape: Shape::Row {
                asked_by,
                column,
                answer,
            },
        }
    }

    fn branch(asked_by: Label, inner: Self) -> Self {
        // Rows bring their own distance to what follows.
        let edge = if matches!(inner.shape, Shape::Layer { .. }) {
            EDGE
        } else {
            0
        };
        Self {
            width: asked_by.width().max(inner.width + PADDING),
            height: ROW + inner.height + edge,
            shape: Shape::Branch {
                asked_by,
                inner: Box::new(inner),
            },
        }
    }

    /// Draws it at a place; layers fill the width that they are given.
    pub(super) fn draw(&self, canvas: &mut Canvas, [x, y, width]: [usize; 3], depth: usize) {
        match &self.shape {
            Shape::Layer {
                label,
                at_foot,
                dashed,
                inner,
            } => {
                canvas.layer([x, y, width, self.height], *dashed, depth < TINTED);
                let (base, below) = if *at_foot {
                    (self.height - 11, EDGE)
                } else {
                    (21, STRIP)
                };
                canvas.text(x + PADDING, y + base, label);
                inner.draw(
                    canvas,
                    [x + PADDING, y + below, width - 2 * PADDING],
                    depth + 1,
                );
            }
            Shape::Rows(rows) => {
                rows.iter().fold(y, |y, row| {
                    row.draw(canvas, [x, y, width], depth);
                    y + row.height
                });
            }
            Shape::Row {
                asked_by,
                column,
                answer,
            } => {
                canvas.rule(x, y, width);
                canvas.text(x, y + 20, asked_by);
                canvas.text(x + column, y + 20, answer);
            }
            Shape::Branch { asked_by, inner } => {
                canvas.rule(x, y, width);
                canvas.text(x, y + 20, asked_by);
                inner.draw(canvas, [x + PADDING, y + ROW, width - PADDING], depth);
            }
        }
    }
}

fn asked_by(route: &RouteInfo, method_column: usize) -> Label {
    match &route.method {
        Some(method) => Label::default()
            .method(&format!("{method:method_column$}"))
            .plain(&route.path),
        None => Label::default().plain(&route.path),
    }
}

/// The handler of a route without stages of its own.
fn leads_to_handler(route: &RouteInfo) -> Option<&HandlerInfo> {
    match &route.end {
        EndInfo::Handler(info) if route.stages.is_empty() => Some(info),
        _ => None,
    }
}
