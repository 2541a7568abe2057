//! Routes: the two hundred paths of the routing workloads.

const RESOURCES: [&str; 40] = [
    "accounts",
    "addresses",
    "articles",
    "audits",
    "baskets",
    "brands",
    "campaigns",
    "carts",
    "categories",
    "channels",
    "comments",
    "coupons",
    "customers",
    "deliveries",
    "devices",
    "discounts",
    "events",
    "files",
    "groups",
    "images",
    "invoices",
    "labels",
    "locations",
    "members",
    "messages",
    "notes",
    "offers",
    "orders",
    "pages",
    "payments",
    "prices",
    "products",
    "projects",
    "refunds",
    "reports",
    "reviews",
    "roles",
    "shipments",
    "tasks",
    "users",
];

/// The first so many patterns in the order they are registered, parameters as `{name}`; each answers its own text.
///
/// They are made once and live as long as the process.
#[must_use]
pub fn patterns(count: u8) -> Vec<&'static str> {
    RESOURCES
        .iter()
        .flat_map(|resource| {
            [
                format!("/api/{resource}"),
                format!("/api/{resource}/{{id}}"),
                format!("/api/{resource}/{{id}}/history"),
                format!("/api/{resource}/{{id}}/items/{{item}}"),
                format!("/reports/{resource}/monthly"),
            ]
        })
        .take(usize::from(count))
        .map(|pattern| &*pattern.leak())
        .collect()
}

/// What is asked of the routes in turn: the path and the pattern that has to answer.
///
/// A single route is asked the first only.
pub const LOOK_UPS: [(&str, &str); 10] = [
    ("/api/accounts", "/api/accounts"),
    ("/api/users/4711", "/api/users/{id}"),
    ("/api/orders/17/items/3", "/api/orders/{id}/items/{item}"),
    ("/reports/products/monthly", "/reports/products/monthly"),
    ("/api/customers/0815/history", "/api/customers/{id}/history"),
    ("/api/carts/42", "/api/carts/{id}"),
    ("/api/products", "/api/products"),
    (
        "/api/reviews/9/items/12345",
        "/api/reviews/{id}/items/{item}",
    ),
    ("/reports/tasks/monthly", "/reports/tasks/monthly"),
    ("/api/images/logo-large/history", "/api/images/{id}/history"),
];

/// How many of the [`LOOK_UPS`] are asked of so many routes.
#[must_use]
pub fn look_ups(routes: u8) -> usize {
    if routes == 1 { 1 } else { LOOK_UPS.len() }
}
