//! Every stage below is timed, without its help.

use onionskin::{
    TestClient,
    prelude::*,
    stages::{Timing, Timings},
};

/// Adds one to the header on the way in and on the way out, in a frame of its own.
struct Layer<const N: usize>;

#[middleware]
impl<const N: usize> Layer<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

#[handler]
fn counted(timings: &Timings) -> String {
    timings.all().len().to_string()
}

#[tokio::test]
async fn a_stack_of_forty_stages_can_be_timed() {
    let app = middleware_stack! {
        Timing::new(),
        Layer::<1>, Layer::<2>, Layer::<3>, Layer::<4>, Layer::<5>, Layer::<6>,
        Layer::<7>, Layer::<8>, Layer::<9>, Layer::<10>, Layer::<11>, Layer::<12>,
        Layer::<13>, Layer::<14>, Layer::<15>, Layer::<16>, Layer::<17>, Layer::<18>,
        Layer::<19>, Layer::<20>, Layer::<21>, Layer::<22>, Layer::<23>, Layer::<24>,
        Layer::<25>, Layer::<26>, Layer::<27>, Layer::<28>, Layer::<29>, Layer::<30>,
        Layer::<31>, Layer::<32>, Layer::<33>, Layer::<34>, Layer::<35>, Layer::<36>,
        Layer::<37>, Layer::<38>, Layer::<39>, Layer::<40>,
        => routes { GET "/" => counted }
    };
    let client = TestClient::over_socket(app).await;
    assert_eq!(client.get("/").await.text().await, "2");
}
