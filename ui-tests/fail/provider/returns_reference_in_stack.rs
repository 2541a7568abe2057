//! A provider that returns a reference, above a handler that borrows the value.
use onionskin::prelude::*;

struct Database {
    url: String,
}

struct Settings {
    database: Database,
}

#[provider]
fn database(settings: &Settings) -> &Database {
    &settings.database
}

#[handler]
fn show(database: &Database) -> String {
    database.url.clone()
}

fn main() {
    let settings = Settings { database: Database { url: "db:".to_owned() } };
    let _ = middleware_stack! {
        provide settings;
        database,
        => show
    };
}
