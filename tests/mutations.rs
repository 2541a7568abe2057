//! Values of headers as nobody should send them: random and mutated, the same in every run.

use onionskin::http::HeaderValue;

/// Gives values without end: seeds that have been cut, spliced, repeated and sprinkled with bytes.
pub(crate) struct Mutations<'a> {
    seeds: &'a [&'a str],
    /// Bytes that mean something in the header.
    marks: &'a [u8],
    state: u64,
}

impl<'a> Mutations<'a> {
    pub(crate) fn of(seeds: &'a [&'a str], marks: &'a str) -> Self {
        Self {
            seeds,
            marks: marks.as_bytes(),
            state: 0x0_1234_5678,
        }
    }

    /// A number below `bound`, by `SplitMix64`.
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn seed(&mut self) -> &'a [u8] {
        let at = self.below(self.seeds.len());
        self.seeds[at].as_bytes()
    }

    fn byte(&mut self) -> u8 {
        if self.below(4) == 0 {
            // Whatever a header may carry at all.
            return u8::try_from(0x20 + self.below(0xDF)).unwrap();
        }
        let at = self.below(self.marks.len());
        self.marks[at]
    }

    fn mutate(&mut self, value: &mut Vec<u8>) {
        let at = self.below(value.len() + 1);
        match self.below(6) {
            0 => value.truncate(at),
            1 => value.insert(at, self.byte()),
            2 if at < value.len() => value[at] = self.byte(),
            3 => {
                let other = self.seed();
                let from = self.below(other.len());
                value.splice(at.., other[from..].iter().copied());
            }
            4 => {
                let end = at + self.below(value.len() + 1 - at);
                let again = value[at..end].to_vec();
                let times = self.below(8);
                let tail = value.split_off(end);
                value.extend(again.repeat(times));
                value.extend(tail);
            }
            _ => value.extend_from_slice(self.seed()),
        }
    }
}

impl Iterator for Mutations<'_> {
    type Item = HeaderValue;

    fn next(&mut self) -> Option<HeaderValue> {
        loop {
            let mut value = self.seed().to_vec();
            for _ in 0..self.below(6) {
                self.mutate(&mut value);
            }
            value.truncate(8192);
            // What no header can carry, the server has refused already.
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                return Some(value);
            }
        }
    }
}
