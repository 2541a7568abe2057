//! The description as an indented tree.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{Description, EndInfo, HandlerInfo, RouteInfo, StageInfo, names::short_names};

impl Display for Description {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.provides.is_empty() {
            writeln!(f, "provide {}", short_names(&self.provides))?;
        }
        level(f, &self.stages, &self.end, 0)
    }
}

fn level(f: &mut Formatter<'_>, stages: &[StageInfo], end: &EndInfo, depth: usize) -> fmt::Result {
    for (further, info) in stages.iter().enumerate() {
        stage(f, info, depth + further)?;
    }
    let depth = depth + stages.len();
    match end {
        EndInfo::Handler(info) => {
            indent(f, depth)?;
            f.write_str("=> ")?;
            handler(f, info)
        }
        EndInfo::Routes { routes, fallback } => {
            for info in routes {
                route(f, info, depth)?;
            }
            if let Some(info) = fallback {
                indent(f, depth)?;
                f.write_str("_ => ")?;
                handler(f, info)?;
            }
            Ok(())
        }
    }
}

fn stage(f: &mut Formatter<'_>, info: &StageInfo, depth: usize) -> fmt::Result {
    indent(f, depth)?;
    f.write_str(&info.name)?;
    if let Some(kind) = info.kind_unless_named() {
        write!(f, " ({kind})")?;
    }
    if !info.needs.is_empty() {
        write!(f, ", needs {}", short_names(&info.needs))?;
    }
    if !info.lends.is_empty() {
        write!(f, ", lends {}", short_names(&info.lends))?;
    }
    if !info.settings.is_empty() {
        write!(f, ", set by {}", info.settings.join(", "))?;
    }
    if let Some(place) = &info.place {
        write!(f, "  [{place}]")?;
    }
    f.write_char('\n')?;
    for (further, inner) in info.stages.iter().enumerate() {
        stage(f, inner, depth + 1 + further)?;
    }
    Ok(())
}

fn route(f: &mut Formatter<'_>, info: &RouteInfo, depth: usize) -> fmt::Result {
    indent(f, depth)?;
    match &info.method {
        Some(method) => write!(f, "{method} {}", info.path)?,
        None => f.write_str(&info.path)?,
    }
    if let (true, EndInfo::Handler(end)) = (info.stages.is_empty(), &info.end) {
        f.write_str(" => ")?;
        return handler(f, end);
    }
    f.write_char('\n')?;
    level(f, &info.stages, &info.end, depth + 1)
}

fn handler(f: &mut Formatter<'_>, info: &HandlerInfo) -> fmt::Result {
    f.write_str(&info.name)?;
    if !info.needs.is_empty() {
        write!(f, ", needs {}", short_names(&info.needs))?;
    }
    if let Some(place) = &info.place {
        write!(f, "  [{place}]")?;
    }
    f.write_char('\n')
}

fn indent(f: &mut Formatter<'_>, depth: usize) -> fmt::Result {
    (0..depth).try_for_each(|_| f.write_str("  "))
}
