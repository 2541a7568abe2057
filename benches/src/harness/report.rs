//! Report: the tables of a run, and of earlier runs where this one has none.

use std::{fmt, fs, io, path::PathBuf};

use super::{Error, contender::Contender, machine};

/// One stage's numbers: contenders across, measures down.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    title: &'static str,
    about: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
    notes: Vec<String>,
}

impl Table {
    pub(crate) fn new(title: &'static str, about: &str, contenders: &[Contender]) -> Self {
        Self::of(
            title,
            about,
            contenders.iter().map(|it| it.name.to_owned()).collect(),
        )
    }

    pub(crate) fn of(title: &'static str, about: &str, columns: Vec<String>) -> Self {
        Self {
            title,
            about: about.to_owned(),
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, name: impl fmt::Display, values: Vec<String>) {
        self.rows.push((name.to_string(), values));
    }

    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "## {}\n\n{}\n", self.title, self.about)?;
        let head = std::iter::once("").chain(self.columns.iter().map(String::as_str));
        let rows = self.rows.iter().map(|(name, values)| {
            std::iter::once(&**name).chain(values.iter().map(String::as_str))
        });
        let mut lines = vec![head.collect::<Vec<_>>()];
        lines.extend(rows.map(Iterator::collect));
        let widths: Vec<_> = (0..=self.columns.len())
            .map(|column| {
                lines
                    .iter()
                    .filter_map(|line| line.get(column))
                    .map(|cell| cell.len())
                    .max()
            })
            .map(|width| width.unwrap_or(0).max(3))
            .collect();
        for (number, line) in lines.iter().enumerate() {
            for (cell, width) in line.iter().zip(&widths) {
                match number {
                    0 => write!(formatter, "| {cell:width$} ")?,
                    _ => write!(formatter, "| {cell:>width$} ")?,
                }
            }
            writeln!(formatter, "|")?;
            if number == 0 {
                for (column, width) in widths.iter().enumerate() {
                    let colon = if column == 0 { "-" } else { ":" };
                    write!(formatter, "|{}{colon}", "-".repeat(width + 1))?;
                }
                writeln!(formatter, "|")?;
            }
        }
        for note in &self.notes {
            writeln!(formatter, "\n{note}")?;
        }
        writeln!(formatter, "\n{}", machine::when())
    }
}

/// `RESULTS.md`, section by section.
pub(crate) struct Report {
    path: PathBuf,
    sections: Vec<(String, String)>,
}

impl Report {
    /// Reads what earlier runs wrote, so that a run of one stage keeps the others.
    pub(crate) fn read(path: PathBuf) -> Result<Self, Error> {
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            other => other?,
        };
        let sections = text
            .split("\n## ")
            .skip(1)
            .filter_map(|section| {
                let (title, _) = section.split_once('\n')?;
                Some((title.to_owned(), format!("## {}", section.trim_end())))
            })
            .filter(|(title, _)| title != MACHINE)
            .collect();
        Ok(Self { path, sections })
    }

    pub(crate) fn put(&mut self, table: &Table) {
        let text = table.to_string().trim_end().to_owned();
        match self
            .sections
            .iter_mut()
            .find(|(title, _)| title == table.title)
        {
            Some((_, section)) => *section = text,
            None => self.sections.push((table.title.to_owned(), text)),
        }
    }

    pub(crate) fn write(&self) -> Result<(), Error> {
        let mut text = String::from(
            "# Results\n\nWritten by `benches/run`; [WORKLOADS.md](WORKLOADS.md) says what is asked and how it is \
             counted.\nEvery number comes from a run on the machine below, at the time under its table.\n\n",
        );
        for (_, section) in &self.sections {
            text.push_str(section);
            text.push_str("\n\n");
        }
        let machine = machine::describe()?;
        text.push_str("## ");
        text.push_str(MACHINE);
        text.push_str("\n\n");
        text.push_str(&machine);
        fs::write(&self.path, text)?;
        Ok(())
    }
}

const MACHINE: &str = "Machine and versions";
