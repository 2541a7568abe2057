//! Statics: the paths without parts, found by their hash; so few that none is needed are compared.

/// As many paths are compared one by one, which is cheaper than a hash.
const FEW: usize = 4;

/// Paths without parts, each with a value.
///
/// The keys are the application's own, so that no client can make their hashes collide.
#[derive(Debug)]
pub(super) struct Statics<T> {
    paths: Vec<(Box<str>, T)>,
    /// Places in `paths`, at the first free slot from that of the hash; at least half are free.
    slots: Box<[Option<usize>]>,
}

impl<T> Statics<T> {
    pub(super) fn new(paths: Vec<(Box<str>, T)>) -> Self {
        let mut slots = vec![None; (2 * paths.len()).next_power_of_two()].into_boxed_slice();
        for (place, (path, _)) in paths.iter().enumerate() {
            let mut slot = hash(path) & (slots.len() - 1);
            while slots[slot].is_some() {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = Some(place);
        }
        Self { paths, slots }
    }

    #[inline]
    pub(super) fn get(&self, path: &str) -> Option<&T> {
        if self.paths.len() <= FEW {
            let mut paths = self.paths.iter();
            return paths.find_map(|(known, value)| same(known, path).then_some(value));
        }
        self.get_hashed(path)
    }

    // A call of its own, so that a few paths do not pay for its registers.
    #[inline(never)]
    fn get_hashed(&self, path: &str) -> Option<&T> {
        let last = self.slots.len() - 1;
        let mut slot = hash(path) & last;
        while let Some(place) = self.slots[slot & last] {
            let (known, value) = &self.paths[place];
            if same(known, path) {
                return Some(value);
            }
            slot += 1;
        }
        None
    }
}

/// Without a call for the shortest, of which `/` is asked for most.
#[inline]
fn same(known: &str, path: &str) -> bool {
    let (known, path) = (known.as_bytes(), path.as_bytes());
    known.len() == path.len()
        && match (known, path) {
            ([], []) => true,
            ([known], [path]) => known == path,
            _ => known == path,
        }
}

/// Eight bytes at a time; the last eight may overlap with those before.
#[inline]
fn hash(path: &str) -> usize {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let bytes = path.as_bytes();
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(SPREAD);
    let length = bytes.len() as u64;
    let hash = if let Some(last) = bytes.last_chunk() {
        let (words, _) = bytes.as_chunks();
        let before = words
            .iter()
            .fold(length, |hash, word| mix(hash, u64::from_le_bytes(*word)));
        mix(before, u64::from_le_bytes(*last))
    } else {
        bytes
            .iter()
            .fold(length, |hash, byte| mix(hash, u64::from(*byte)))
    };
    // The product's upper half depends on all bits; `usize` may have no more than 32.
    usize::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Statics;

    #[test]
    fn every_path_is_found_and_no_other() {
        for count in [0, 1, 2, 3, 4, 5, 7, 8, 200, 1000] {
            let path = |number: usize| format!("/{}{number}", "long".repeat(number % 7));
            let paths = (0..count).map(|number| (path(number).into(), number));
            let statics = Statics::new(paths.collect());
            for number in 0..count {
                assert_eq!(statics.get(&path(number)), Some(&number));
            }
            for stranger in ["", "/", "*", &path(count), "/longlong", "/0/"] {
                assert_eq!(statics.get(stranger), None, "{stranger} of {count}");
            }
        }
    }
}
