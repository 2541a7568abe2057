//! What it costs to read a body whole.

use std::{
    io,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use onionskin::{Body, BodyError};

const PIECE: &[u8] = &[b'x'; 16 * 1024];

/// A body that announces so many pieces, and breaks off when so many came.
struct Announced {
    left: u64,
    to_come: u64,
}

impl http_body::Body for Announced {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        if self.to_come == 0 {
            return Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())));
        }
        self.left -= 1;
        self.to_come -= 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(PIECE)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left * PIECE.len() as u64)
    }
}

fn read(left: u64, to_come: u64) -> Result<Bytes, BodyError> {
    let body = Body::new(Announced { left, to_come });
    let read = pin!(body.into_bytes(usize::MAX));
    match read.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(read) => read,
        Poll::Pending => panic!("nothing in this body waits"),
    }
}

#[test]
fn a_body_of_known_length_is_gathered_where_it_stays() {
    let mut read_whole = None;
    let counted = allocation_counter::measure(|| read_whole = read(64, 64).ok());
    let whole = read_whole.expect("it comes whole");
    assert_eq!(whole.len(), 64 * PIECE.len());
    // The body's box; and room for 8 pieces, for 36, and for all.
    assert_eq!(counted.count_total, 4, "{counted:?}");
    assert_eq!(
        counted.bytes_current,
        i64::try_from(whole.len()).unwrap(),
        "{counted:?}"
    );
}

#[test]
fn what_is_announced_and_does_not_come_takes_no_room() {
    let counted = allocation_counter::measure(|| assert!(read(1 << 20, 3).is_err()));
    let came = 3 * PIECE.len() as u64;
    assert!(counted.bytes_max <= 4 * came, "{counted:?}");
}
