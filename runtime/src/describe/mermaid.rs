//! The description as a Mermaid flowchart.

use std::fmt::Write as _;

use super::{Description, EndInfo, HandlerInfo, StageInfo, names::short_names};

/// The whole chart, one node for each stage and handler.
pub(super) fn flowchart(description: &Description) -> String {
    let mut chart = Chart {
        text: "flowchart TD\n".to_owned(),
        nodes: 0,
    };
    let mut from = chart.node(["([\"", "\"])"], "request", "");
    if !description.provides.is_empty() {
        let provides = short_names(&description.provides);
        let values = chart.node(
            ["[/\"", "\"/]"],
            "the application",
            &format!("lends {provides}"),
        );
        chart.arrow(from, "", values);
        from = values;
    }
    chart.level(from, "", &description.stages, &description.end);
    chart.text
}

struct Chart {
    text: String,
    nodes: usize,
}

impl Chart {
    /// Draws a level below the node `from`; `label` stands on the first arrow.
    fn level(&mut self, from: usize, label: &str, stages: &[StageInfo], end: &EndInfo) {
        let mut last = (from, label);
        for info in stages {
            last = self.stage(last, info);
        }
        let (from, label) = last;
        match end {
            EndInfo::Handler(info) => self.handler(from, label, info),
            EndInfo::Routes { routes, fallback } => {
                let from = if label.is_empty() {
                    from
                } else {
                    self.fork(from, label)
                };
                for route in routes {
                    let label = match &route.method {
                        Some(method) => format!("{method} {}", route.path),
                        None => route.path.clone(),
                    };
                    self.level(from, &label, &route.stages, &route.end);
                }
                if let Some(info) = fallback {
                    self.handler(from, "otherwise", info);
                }
            }
        }
    }

    /// Draws a stage and, for a fragment, those that it is made of; gives where the next one goes.
    fn stage(&mut self, (from, label): (usize, &str), info: &StageInfo) -> (usize, &'static str) {
        let mut about: Vec<String> = info
            .kind_unless_named()
            .iter()
            .map(ToString::to_string)
            .collect();
        for (word, names) in [("needs", &info.needs), ("lends", &info.lends)] {
            if !names.is_empty() {
                about.push(format!("{word} {}", short_names(names)));
            }
        }
        let node = self.node(["[\"", "\"]"], &info.name, &about.join(" · "));
        self.arrow(from, label, node);
        info.stages
            .iter()
            .fold((node, ""), |last, inner| self.stage(last, inner))
    }

    fn handler(&mut self, from: usize, label: &str, info: &HandlerInfo) {
        let about = match info.needs.as_slice() {
            [] => String::new(),
            needs => format!("needs {}", short_names(needs)),
        };
        let node = self.node(["([\"", "\"])"], &info.name, &about);
        self.arrow(from, label, node);
    }

    /// Draws the place where the routes of a prefix part.
    fn fork(&mut self, from: usize, label: &str) -> usize {
        let node = self.node(["{{\"", "\"}}"], "routes", "");
        self.arrow(from, label, node);
        node
    }

    fn node(&mut self, [opening, closing]: [&str; 2], name: &str, about: &str) -> usize {
        let node = self.nodes;
        self.nodes += 1;
        let _ = write!(self.text, "  n{node}{opening}{}", escaped(name));
        if !about.is_empty() {
            let _ = write!(self.text, "<br><small>{}</small>", escaped(about));
        }
        let _ = writeln!(self.text, "{closing}");
        node
    }

    fn arrow(&mut self, from: usize, label: &str, to: usize) {
        let _ = match label {
            "" => writeln!(self.text, "  n{from} --> n{to}"),
            label => writeln!(self.text, "  n{from} -- \"{}\" --> n{to}", escaped(label)),
        };
    }
}

/// Text in Mermaid's own escapes; what looks like markup or a label's end is none.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("#quot;"),
            '<' => escaped.push_str("#lt;"),
            '>' => escaped.push_str("#gt;"),
            '&' => escaped.push_str("#amp;"),
            '#' => escaped.push_str("#35;"),
            '\n' | '\r' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
