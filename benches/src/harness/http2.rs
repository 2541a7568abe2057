//! HTTP/2: one connection whose requests are under way at once.

use std::net::SocketAddr;

use bytes::{Bytes, BytesMut};
use h2::client::{ResponseFuture, SendRequest, handshake};
use onionskin_benches::{Answer, Ask, contender::runtime};
use tokio::{net::TcpStream, runtime::Runtime};

use super::Error;

/// A connection of HTTP/2, begun with prior knowledge.
pub(crate) struct Http2 {
    runtime: Runtime,
    requests: SendRequest<Bytes>,
}

impl Http2 {
    pub(crate) fn connect(address: SocketAddr) -> Result<Self, Error> {
        let runtime = runtime();
        let requests = runtime.block_on(async {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let (requests, connection) = handshake(stream).await?;
            // What goes wrong with it is told to whoever waits for an answer.
            tokio::spawn(connection);
            Ok::<_, Error>(requests)
        })?;
        Ok(Self { runtime, requests })
    }

    /// Asks so many times at once, each in a stream of its own, for what has no body.
    pub(crate) fn ask(&mut self, ask: &Ask, times: usize) -> Result<Vec<Answer>, Error> {
        let Self { runtime, requests } = self;
        runtime.block_on(async {
            let mut responses = Vec::with_capacity(times);
            for _ in 0..times {
                let mut ready = requests.clone().ready().await?;
                let (response, _) = ready.send_request(request(ask)?, true)?;
                responses.push(response);
            }
            let mut answers = Vec::with_capacity(times);
            for response in responses {
                answers.push(answer(response).await?);
            }
            Ok(answers)
        })
    }
}

fn request(ask: &Ask) -> Result<http::Request<()>, Error> {
    let mut authority = "";
    let mut request = http::Request::builder().method(ask.method);
    for (name, value) in &ask.headers {
        match *name {
            "host" => authority = value,
            name => request = request.header(name, value),
        }
    }
    Ok(request
        .uri(format!("http://{authority}{}", ask.path))
        .body(())?)
}

async fn answer(response: ResponseFuture) -> Result<Answer, Error> {
    let (parts, mut stream) = response.await?.into_parts();
    let mut body = BytesMut::new();
    while let Some(data) = stream.data().await {
        let data = data?;
        stream.flow_control().release_capacity(data.len())?;
        body.extend_from_slice(&data);
    }
    let headers = parts.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.to_string(), value)
    });
    Ok(Answer {
        status: parts.status.as_u16(),
        headers: headers.collect(),
        body: body.into(),
    })
}
