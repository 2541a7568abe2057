//! A stack shows itself: as a tree, as a flowchart, and as a drawing.

use onionskin::{Application, describe::Description, prelude::*};

struct Config;
struct User;

#[middleware(after)]
fn stamp(req: &Request, res: &mut Response) {
    if let Ok(path) = HeaderValue::from_str(req.uri().path()) {
        res.headers_mut().insert("x-path", path);
    }
}

#[provider]
fn user(_req: &Request, _config: &Config) -> User {
    User
}

#[middleware(before)]
fn limited(_req: &mut Request, #[setting] _password: String) {}

#[handler]
fn home(_req: &Request, _user: &User) -> &'static str {
    "home"
}

#[handler]
fn lost() -> StatusCode {
    StatusCode::NOT_FOUND
}

fn app() -> (impl Application, Description) {
    let app = middleware_stack! {
        provide Config;

        stamp,
        => routes {
            GET "/" => { user, => home },
            "/in" => { limited { _password: "hunter2".to_owned() }, => routes { POST "/a&b" => lost } },
            _ => lost,
        }
    };
    let description = app.describe().clone();
    (app, description)
}

#[test]
fn the_tree_says_what_each_stage_needs_and_lends() {
    let tree = app().1.to_string();
    let without_places: Vec<&str> = tree
        .lines()
        .map(|line| line.split("  [").next().unwrap_or(line))
        .collect();
    assert_eq!(
        without_places,
        [
            "provide Config",
            "stamp (after)",
            "  GET /",
            "    user (provider), needs Config, lends User",
            "      => home, needs User",
            "  /in",
            "    limited (before), set by _password",
            "      POST /in/a&b => lost",
            "  _ => lost",
        ],
        "{tree}"
    );
}

#[test]
fn the_tree_says_where_each_stage_is_written() {
    let tree = app().1.to_string();
    assert!(
        tree.contains("stamp (after)  [tests/describing.rs:8]"),
        "{tree}"
    );
}

#[test]
fn the_flowchart_has_a_node_for_each_stage_and_handler() {
    assert_eq!(
        app().1.to_mermaid(),
        "\
flowchart TD
  n0([\"request\"])
  n1[/\"the application<br><small>lends Config</small>\"/]
  n0 --> n1
  n2[\"stamp<br><small>after</small>\"]
  n1 --> n2
  n3[\"user<br><small>provider · needs Config · lends User</small>\"]
  n2 -- \"GET /\" --> n3
  n4([\"home<br><small>needs User</small>\"])
  n3 --> n4
  n5[\"limited<br><small>before</small>\"]
  n2 -- \"/in\" --> n5
  n6([\"lost\"])
  n5 -- \"POST /in/a#amp;b\" --> n6
  n7([\"lost\"])
  n2 -- \"otherwise\" --> n7
"
    );
}

#[test]
fn the_drawing_is_well_formed_and_always_the_same() {
    let svg = app().1.to_svg();
    assert_eq!(svg, app().1.to_svg());
    assert!(svg.contains(">POST  </tspan>/in/a&amp;b</text>"), "{svg}");
    for (opened, closed) in [
        ("<svg ", "</svg>"),
        ("<text ", "</text>"),
        ("<tspan ", "</tspan>"),
    ] {
        assert_eq!(
            svg.matches(opened).count(),
            svg.matches(closed).count(),
            "{opened}\n{svg}"
        );
    }
    assert_eq!(
        svg.matches("://").count(),
        1,
        "it links to nothing but its own name space\n{svg}"
    );
}

#[test]
fn the_value_of_a_setting_is_shown_nowhere() {
    let description = app().1;
    let shown = [
        description.to_string(),
        description.to_mermaid(),
        description.to_svg(),
    ];
    assert!(shown.iter().all(|text| !text.contains("hunter2")));
    assert!(!format!("{description:?}").contains("hunter2"));
}

#[test]
fn the_drawing_puts_what_acts_on_the_way_out_at_the_foot() {
    let app = middleware_stack! { stamp, => lost };
    assert_eq!(
        app.describe().to_svg().lines().skip(3).collect::<Vec<_>>(),
        [
            r#"<path class="a" d="M22 6v22m-4-5l4 5l4-5"/>"#,
            r#"<text x="38" y="21"><tspan class="s">request</tspan></text>"#,
            r#"<rect class="l" x="8.5" y="36.5" width="113" height="73" rx="9"/>"#,
            r#"<text x="22" y="99"><tspan class="n">stamp</tspan><tspan class="s">  </tspan><tspan class="s">after</tspan></text>"#,
            r#"<path class="r" d="M22 48.5h86"/>"#,
            r#"<text x="22" y="68"><tspan class="s">→ </tspan><tspan class="n">lost</tspan></text>"#,
            r#"<path class="a" d="M22 116v22m-4-5l4 5l4-5"/>"#,
            r#"<text x="38" y="132"><tspan class="s">response</tspan></text>"#,
            "</svg>",
        ]
    );
}

struct Block<T>(T);

#[middleware]
impl<T: Send + Sync + 'static> Block<T> {
    async fn handle(&self, req: &mut Request, next: impl NextWith<Vec<User>>) -> Response {
        next.run_with(req, &Vec::new()).await
    }
}

#[middleware(finally)]
fn last(_config: &Config, _outcome: Outcome<'_>) {}

#[error_handler]
fn sorry(_err: &StatusCode, _config: &Config) -> StatusCode {
    StatusCode::CONFLICT
}

#[error_handler(404)]
fn page() -> &'static str {
    "lost"
}

#[handler]
fn users(_users: &Vec<User>, _session: &Session<u64>) -> &'static str {
    "users"
}

#[test]
fn every_kind_of_stage_and_of_end_is_shown() {
    let fragment = middleware_stack! { last, stamp };
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let app = middleware_stack! {
        provide Config, 7_u8;
        (fragment),
        sorry, page,
        Block("a secret"),
        (sessions),
        => routes {
            GET | POST "/users/{id}" => users,
            ANY "/any" => users,
            "/deep/{a}" => { => routes { "/er" => { => users } } },
        }
    };
    let tree = app.describe().to_string();
    let shown: Vec<&str> = tree
        .lines()
        .map(|line| line.split("  [").next().unwrap_or(line))
        .collect();
    let expected = [
        "provide Config, u8",
        "fragment, needs Config",
        "  last (finally), needs Config",
        "    stamp (after)",
        "  sorry (error handler), needs Config",
        "    page (error handler)",
        "      Block (around), lends Vec<User>",
        "        Sessions (around), lends Session<u64>",
        "          GET | POST /users/{id} => users, needs Vec<User>, Session<u64>",
        "          ANY /any => users, needs Vec<User>, Session<u64>",
        "          /deep/{a}",
        "            /deep/{a}/er => users, needs Vec<User>, Session<u64>",
    ];
    assert_eq!(shown, expected, "{tree}");
}
