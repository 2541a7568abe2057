//! Layers: async functions that do nothing but await the next.

use std::net::IpAddr;

use http::Request;

use crate::{Reply, Site, plain::Plain};

#[derive(Default)]
pub(crate) struct Layer<S>(S);

impl<S: Site> Site for Layer<S> {
    async fn answer<B: Send + Sync>(&self, peer: IpAddr, request: &Request<B>) -> Reply {
        self.0.answer(peer, request).await
    }
}

type Two<S> = Layer<Layer<S>>;
type Four<S> = Two<Two<S>>;

pub(crate) type One = Layer<Plain>;
pub(crate) type Five = Four<One>;
pub(crate) type Ten = Four<Layer<Five>>;
pub(crate) type Twenty = Two<Four<Four<Ten>>>;
pub(crate) type ThirtyTwo = Four<Four<Four<Twenty>>>;
