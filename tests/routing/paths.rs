//! Static paths, parts in braces, rests, and stacks under a prefix.

use onionskin::{TestClient, prelude::*};

use super::{To, table, taken};

#[tokio::test]
async fn a_path_is_taken_by_the_most_literal_route() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/" => { To("root"), => taken },
            GET "/cart" => { To("cart"), => taken },
            GET "/cart/{item}" => { To("item"), => taken },
            GET "/cart/total" => { To("total"), => taken },
            GET "/cart/{item}/size/{size}" => { To("size"), => taken },
            GET "/files/{*path}" => { To("files"), => taken },
            GET "/files/readme" => { To("readme"), => taken },
            GET "/a-{letter}" => { To("letter"), => taken },
            GET "/{{literal}}" => { To("literal"), => taken },
        }
    });
    table(
        &client,
        &[
            ("GET", "/", "root"),
            ("GET", "/?q=1", "root"),
            ("GET", "/cart", "cart"),
            ("GET", "/cart/", "404"),
            ("GET", "/cart//7", "404"),
            ("GET", "/Cart", "404"),
            ("GET", "/cart/7", "item item=7"),
            ("GET", "/cart/total", "total"),
            ("GET", "/cart/7/", "404"),
            ("GET", "/cart/7/size", "404"),
            ("GET", "/cart/7/size/xl", "size item=7 size=xl"),
            ("GET", "/files/a/b/c", "files path=a/b/c"),
            ("GET", "/files/a/", "files path=a/"),
            ("GET", "/files/readme", "readme"),
            ("GET", "/files/", "404"),
            ("GET", "/files", "404"),
            ("GET", "/a-b", "letter letter=b"),
            ("GET", "/{literal}", "literal"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_nested_stack_answers_under_its_prefix_to_any_depth() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            "/shops" => {
                => routes {
                    GET "/" => { To("shops"), => taken },
                    "/{shop}" => {
                        => routes {
                            GET "/" => { To("shop"), => taken },
                            "/shelves/{shelf}" => {
                                => routes {
                                    GET "/" => { To("shelf"), => taken },
                                    GET "/{item}" => { To("item"), => taken },
                                    GET "/{item}/{*rest}" => { To("rest"), => taken },
                                }
                            },
                        }
                    },
                }
            }
            GET "/shopsoil" => { To("oil"), => taken },
            GET "/shops/open" => { To("open"), => taken },
        }
    });
    table(
        &client,
        &[
            ("GET", "/shops", "shops"),
            ("GET", "/shops/", "404"),
            ("GET", "/shops/ann", "shop shop=ann"),
            ("GET", "/shops/ann/", "404"),
            ("GET", "/shops/open", "open"),
            ("GET", "/shops/ann/shelves", "404"),
            ("GET", "/shops/ann/shelves/2", "shelf shop=ann shelf=2"),
            (
                "GET",
                "/shops/ann/shelves/2/tea",
                "item shop=ann shelf=2 item=tea",
            ),
            (
                "GET",
                "/shops/ann/shelves/2/tea/a/b",
                "rest shop=ann shelf=2 item=tea rest=a/b",
            ),
            ("GET", "/shopsoil", "oil"),
            ("GET", "/shopsoils", "404"),
            ("POST", "/shops/ann", "405"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_stack_under_a_prefix_may_end_in_one_handler_for_all_below_it() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            "/any" => { To("any"), => taken },
            "/root" => { => routes { GET "/" => { To("root"), => taken } } },
            "/any/other" => { To("other"), => taken },
            GET "/" => { To("top"), => taken },
        }
    });
    table(
        &client,
        &[
            ("GET", "/any", "any"),
            ("DELETE", "/any/thing/at/all", "any"),
            ("DELETE", "/any/other/at/all", "other"),
            ("GET", "/any/", "any"),
            ("GET", "/anything", "404"),
            ("GET", "/root", "root"),
            ("GET", "/", "top"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_stack_under_the_root_takes_what_no_other_route_does() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/own" => { To("own"), => taken },
            "/" => { => routes { GET "/" => { To("root"), => taken }, GET "/deep/{er}" => { To("deep"), => taken } } },
        }
    });
    table(
        &client,
        &[
            ("GET", "/own", "own"),
            ("GET", "/", "root"),
            ("GET", "/deep/1", "deep er=1"),
            ("GET", "/no", "404"),
        ],
    )
    .await;
}

#[handler]
fn typed(Path((shop, shelf)): Path<(String, u8)>) -> String {
    format!("{shop} {shelf}")
}

#[derive(Deserialize)]
struct Place {
    shelf: u8,
    shop: String,
}

#[handler]
fn named(Path(place): Path<Place>) -> String {
    format!("{} {}", place.shop, place.shelf)
}

#[tokio::test]
async fn a_handler_takes_the_parts_of_all_levels() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            "/{shop}" => { => routes { GET "/typed/{shelf}" => typed, GET "/named/{shelf}" => named } },
        }
    });
    table(
        &client,
        &[
            ("GET", "/ann/typed/7", "ann 7"),
            ("GET", "/ann/named/7", "ann 7"),
            ("GET", "/ann/typed/256", "400"),
            ("GET", "/ann/named/x", "400"),
        ],
    )
    .await;
}

#[tokio::test]
async fn more_routes_than_one_fork_has_branches_are_told_apart() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/0" => { To("0"), => taken }, GET "/1" => { To("1"), => taken },
            GET "/2" => { To("2"), => taken }, GET "/3" => { To("3"), => taken },
            GET "/4" => { To("4"), => taken }, GET "/5" => { To("5"), => taken },
            GET "/6" => { To("6"), => taken }, GET "/7" => { To("7"), => taken },
            GET "/8" => { To("8"), => taken }, GET "/9" => { To("9"), => taken },
        }
    });
    for number in 0..10 {
        let res = client.get(&format!("/{number}")).await;
        assert_eq!(res.text().await, number.to_string());
    }
}
