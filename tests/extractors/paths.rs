//! The parts of the path that a route names.

use bytes::Bytes;
use onionskin::{FromRequest, Path};
use serde::Deserialize;
use serde_json::Value;

use super::{get, refusal};

#[test]
fn a_route_is_checked_against_what_its_handler_takes() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape is looked at")]
    struct Item {
        shop: String,
        number: u32,
        page: Option<u32>,
    }
    type Pair = Path<(String, u32)>;
    let fits: [(&str, Result<(), String>); 7] = [
        ("one", Path::<u32>::check_route(&["id"])),
        ("text", Path::<String>::check_route(&["id"])),
        ("tuple", Pair::check_route(&["a", "b"])),
        (
            "struct",
            Path::<Item>::check_route(&["number", "shop", "more"]),
        ),
        ("list", Path::<Vec<String>>::check_route(&["a", "b", "c"])),
        ("unknown", Path::<Value>::check_route(&[])),
        ("other extractor", Bytes::check_route(&[])),
    ];
    for (name, fit) in fits {
        assert_eq!(fit, Ok(()), "{name}");
    }

    let misfits = [
        (
            Path::<u32>::check_route(&[]),
            "`Path` asks for exactly one parameter, but the route has no parameters",
        ),
        (
            Path::<u32>::check_route(&["a", "b"]),
            "`Path` asks for exactly one parameter, but the route has `a`, `b`",
        ),
        (
            Pair::check_route(&["a"]),
            "`Path` asks for 2 parameters, but the route has `a`",
        ),
        (
            Path::<Item>::check_route(&["shop", "id"]),
            "`Path` asks for `number`, but the route has `shop`, `id`",
        ),
        (
            Result::<Pair, onionskin::PathRejection>::check_route(&["a"]),
            "`Path` asks for 2 parameters, but the route has `a`",
        ),
    ];
    for (misfit, words) in misfits {
        assert_eq!(misfit, Err(words.to_owned()));
    }
}

#[tokio::test]
async fn a_path_without_a_route_is_the_programs_mistake() {
    let (status, document) = refusal::<Path<u32>>(get("/7")).await;
    assert_eq!(status, 500);
    assert_eq!(document.get("detail"), None);
}
