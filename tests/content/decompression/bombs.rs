//! Bombs: a few kilobytes that would become a gigabyte.

use std::sync::atomic::Ordering::Relaxed;

use onionskin::{TestClient, prelude::*};

use super::{Produced, drain, echo, echoing, send};
use crate::content::codings::{self, pack};

/// A gigabyte of zeros in a few kilobytes, without making one.
fn bomb(coding: &str) -> Vec<u8> {
    match coding {
        "zstd" => {
            // A frame head without a size and a window of 8 MiB, then blocks of 128 KiB that repeat one byte.
            let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0x00, 13 << 3];
            let block = ((128_u32 * 1024) << 3) | (1 << 1);
            for _ in 0..8 * 1024 {
                frame.extend_from_slice(&block.to_le_bytes()[..3]);
                frame.push(0);
            }
            frame
        }
        "gzip" | "deflate" => {
            use flate2::{Compress, Compression, FlushCompress};
            // Every block but the first repeats what is in the window, so they are all the same.
            let mut raw = Compress::new(Compression::best(), false);
            let zeros = vec![0; 1024 * 1024];
            let mut blocks = Vec::new();
            for _ in 0..2 {
                let mut block = Vec::with_capacity(64 * 1024);
                raw.compress_vec(&zeros, &mut block, FlushCompress::Sync)
                    .unwrap();
                blocks.push(block);
            }
            let head: &[u8] = match coding {
                "gzip" => &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff],
                _ => &[0x78, 0x9c],
            };
            let mut bomb = [head, &blocks[0]].concat();
            bomb.extend(blocks[1].repeat(1023));
            bomb
        }
        _ => pack(coding, &vec![0; 32 * 1024 * 1024]),
    }
}

#[tokio::test]
async fn a_bomb_is_a_413_long_before_it_is_unpacked() {
    let produced = Produced::default();
    let app = middleware_stack! {
        provide produced.clone();
        => routes {
            "/ratio" => { Decompression::new(), => drain },
            "/bytes" => { Decompression::new().max_ratio(u32::MAX), => drain },
            "/whole" => { BodyLimit::new().bytes(usize::MAX), Decompression::new(), => echo },
        }
    };
    let client = TestClient::over_socket(app).await;
    for coding in codings::ALL {
        let bomb = bomb(coding);
        for (path, most) in [("/ratio", 10 << 20), ("/bytes", 10 << 20), ("/whole", 0)] {
            produced.0.store(0, Relaxed);
            let request = client.post(path).header("content-encoding", coding);
            let res = request.body(bomb.clone()).await;
            assert_eq!(res.status(), 413, "{coding} {path}");
            assert!(produced.0.load(Relaxed) <= most, "{coding} {path}");
        }
        let request = client.post("/ratio").header("content-encoding", coding);
        let res = request.body(pack(coding, b"after")).await;
        assert_eq!(res.text().await, "5");
    }
}

#[tokio::test]
async fn a_bomb_in_a_bomb_is_one() {
    let client = echoing();
    let inner = pack("gzip", &vec![0; 16 << 20]);
    let res = send(&client, "gzip, gzip", pack("gzip", &inner)).await;
    res.assert_status(413);
}
