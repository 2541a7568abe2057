//! The four codings, by other crates than those that are tested.

use std::io::Write;

use flate2::write::{GzDecoder, GzEncoder, ZlibDecoder, ZlibEncoder};

pub(crate) const ALL: [&str; 4] = ["zstd", "br", "gzip", "deflate"];

/// Packs bytes by the coding of this name.
pub(crate) fn pack(coding: &str, plain: &[u8]) -> Vec<u8> {
    let level = flate2::Compression::fast();
    match coding {
        "gzip" => {
            let mut encoder = GzEncoder::new(Vec::new(), level);
            encoder.write_all(plain).unwrap();
            encoder.finish().unwrap()
        }
        "deflate" => {
            let mut encoder = ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(plain).unwrap();
            encoder.finish().unwrap()
        }
        "br" => {
            let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 1, 20);
            encoder.write_all(plain).unwrap();
            encoder.into_inner()
        }
        "zstd" => zstd::encode_all(plain, 1).unwrap(),
        other => panic!("{other} is no coding"),
    }
}

/// Unpacks bytes, which have to be whole.
pub(crate) fn unpack(coding: &str, packed: &[u8]) -> Vec<u8> {
    let mut reader = Unpacking::new(coding);
    reader.push(packed);
    reader.finish()
}

/// Unpacks what comes as far as it can be.
pub(crate) enum Unpacking {
    Gzip(GzDecoder<Vec<u8>>),
    Deflate(ZlibDecoder<Vec<u8>>),
    Brotli(Box<brotli::DecompressorWriter<Vec<u8>>>),
    Zstd(zstd::stream::write::Decoder<'static, Vec<u8>>),
    Identity(Vec<u8>),
}

impl Unpacking {
    pub(crate) fn new(coding: &str) -> Self {
        match coding {
            "gzip" => Self::Gzip(GzDecoder::new(Vec::new())),
            "deflate" => Self::Deflate(ZlibDecoder::new(Vec::new())),
            "br" => Self::Brotli(Box::new(brotli::DecompressorWriter::new(Vec::new(), 4096))),
            "zstd" => Self::Zstd(zstd::stream::write::Decoder::new(Vec::new()).unwrap()),
            _ => Self::Identity(Vec::new()),
        }
    }

    pub(crate) fn push(&mut self, packed: &[u8]) {
        match self {
            Self::Gzip(decoder) => decoder.write_all(packed).unwrap(),
            Self::Deflate(decoder) => decoder.write_all(packed).unwrap(),
            Self::Brotli(decoder) => decoder.write_all(packed).unwrap(),
            Self::Zstd(decoder) => decoder.write_all(packed).unwrap(),
            Self::Identity(plain) => plain.extend_from_slice(packed),
        }
        self.flush();
    }

    /// What could be read so far.
    pub(crate) fn plain(&self) -> &[u8] {
        match self {
            Self::Gzip(decoder) => decoder.get_ref(),
            Self::Deflate(decoder) => decoder.get_ref(),
            Self::Brotli(decoder) => decoder.get_ref(),
            Self::Zstd(decoder) => decoder.get_ref(),
            Self::Identity(plain) => plain,
        }
    }

    /// Everything; what came has to be whole.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.flush();
        match self {
            Self::Gzip(decoder) => decoder.finish().unwrap(),
            Self::Deflate(decoder) => decoder.finish().unwrap(),
            Self::Brotli(decoder) => decoder
                .into_inner()
                .unwrap_or_else(|_| panic!("the brotli stream is not whole")),
            Self::Zstd(decoder) => decoder.into_inner(),
            Self::Identity(plain) => plain,
        }
    }

    fn flush(&mut self) {
        match self {
            Self::Gzip(decoder) => decoder.flush().unwrap(),
            Self::Deflate(decoder) => decoder.flush().unwrap(),
            Self::Brotli(decoder) => decoder.flush().unwrap(),
            Self::Zstd(decoder) => decoder.flush().unwrap(),
            Self::Identity(_) => {}
        }
    }
}

/// Numbers that are the same in every run, and look like none.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound` (splitmix64).
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let bound = u64::try_from(bound).unwrap();
        usize::try_from(mixed % bound).unwrap()
    }

    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}
