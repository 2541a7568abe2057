//! Bodies: what is streamed, uploaded and echoed.

use std::{
    convert::Infallible,
    io,
    net::TcpListener,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header::CONTENT_TYPE};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Body, Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use onionskin_benches::{
    contender::runtime,
    contract::{JSON, LARGE, Message, OCTETS, Order, TEXT, data, pieces, sent_pieces},
};
use tokio::sync::mpsc;

pub(crate) fn serve(listener: TcpListener) -> io::Result<()> {
    runtime().block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let service = service_fn(async |request| {
                // What breaks off has nobody to be answered.
                let answered = answer(request).await;
                Ok::<_, Infallible>(answered.unwrap_or_else(|_| status(StatusCode::BAD_REQUEST)))
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    })
}

/// What is answered: at once, or in pieces.
enum Outgoing {
    Whole(Full<Bytes>),
    Pieces(Box<dyn Iterator<Item = Bytes> + Send>),
    Waited(mpsc::Receiver<Bytes>),
}

async fn answer(request: Request<Incoming>) -> Result<Response<Outgoing>, hyper::Error> {
    let (parts, body) = request.into_parts();
    Ok(match (parts.method, parts.uri.path()) {
        (Method::GET, "/") => json(&Message::HELLO),
        (Method::GET, "/large") => {
            let body = Outgoing::Whole(Full::new(data(LARGE)));
            ok(OCTETS, body)
        }
        (Method::GET, "/waited") => ok(OCTETS, Outgoing::Waited(sent_pieces())),
        (Method::GET, path) => match path.strip_prefix("/stream/").map(str::parse) {
            Some(Ok(kib)) => ok(OCTETS, Outgoing::Pieces(Box::new(pieces(kib)))),
            _ => status(StatusCode::NOT_FOUND),
        },
        (Method::POST, "/whole") => length(body.collect().await?.to_bytes().len()),
        (Method::POST, "/piecewise") => {
            let (mut body, mut sum) = (body, 0);
            while let Some(frame) = body.frame().await {
                sum += frame?.data_ref().map_or(0, Bytes::len);
            }
            length(sum)
        }
        (Method::POST, "/echo") => {
            let text = body.collect().await?.to_bytes();
            serde_json::from_slice::<Order>(&text)
                .map_or_else(|_| status(StatusCode::BAD_REQUEST), |order| json(&order))
        }
        _ => status(StatusCode::NOT_FOUND),
    })
}

fn json(value: &impl serde::Serialize) -> Response<Outgoing> {
    let text = serde_json::to_vec(value).expect("numbers and strings are JSON");
    ok(JSON, Outgoing::Whole(Full::new(text.into())))
}

fn length(bytes: usize) -> Response<Outgoing> {
    ok(TEXT, Outgoing::Whole(Full::new(bytes.to_string().into())))
}

fn ok(media_type: &'static str, body: Outgoing) -> Response<Outgoing> {
    let mut response = Response::new(body);
    let media_type = HeaderValue::from_static(media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

fn status(status: StatusCode) -> Response<Outgoing> {
    let mut response = Response::new(Outgoing::Whole(Full::default()));
    *response.status_mut() = status;
    response
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(whole) => Pin::new(whole).poll_frame(context),
            Self::Pieces(pieces) => Poll::Ready(pieces.next().map(|piece| Ok(Frame::data(piece)))),
            Self::Waited(pieces) => pieces
                .poll_recv(context)
                .map(|piece| Some(Ok(Frame::data(piece?)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(whole) => whole.is_end_stream(),
            Self::Pieces(_) | Self::Waited(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(whole) => whole.size_hint(),
            Self::Pieces(_) | Self::Waited(_) => SizeHint::default(),
        }
    }
}
