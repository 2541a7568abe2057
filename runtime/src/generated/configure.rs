//! Configure: a stage out of the settings that a stack names one by one.

/// What stands in a stack under the name of a function.
pub trait Configure: Sized {
    /// What the attribute of the function made of it.
    type Role;
    /// Its settings, before they are complete.
    type Settings;
    /// How many parts of its path it asks for.
    type Parts;
    /// The first setting without a default.
    type Required;
    /// The names of the settings, and whether each is required.
    const SETTINGS: &'static [(&'static str, bool)] = &[];

    /// The settings that nobody has touched.
    fn settings() -> Self::Settings;
    /// Makes it, when all required settings are there.
    fn finish(settings: Self::Settings) -> Self;
    /// Makes it, when no setting is required.
    #[must_use]
    fn unset() -> Self {
        Self::finish(Self::settings())
    }
}

/// What stands in a stack under the name of a function without settings.
pub trait Configured: Sized {
    /// What the attribute of the function made of it.
    type Role;
    /// How many parts of its path it asks for.
    type Parts;
    /// It.
    const STAGE: Self;
}

#[diagnostic::do_not_recommend]
impl<T: Configured> Configure for T {
    type Role = T::Role;
    type Settings = NoSettings;
    type Parts = T::Parts;
    type Required = Nothing;
    fn settings() -> NoSettings {
        NoSettings {}
    }
    fn finish(_: NoSettings) -> Self {
        Self::STAGE
    }
}

/// The settings of a function that has none.
#[derive(Debug)]
pub struct NoSettings {}

/// The setting at a place, as the name of a type.
pub trait SettingAt<const PLACE: usize> {
    /// The setting.
    type Name;
}

/// No setting is missing.
#[derive(Debug)]
pub struct Nothing;

impl<M> SettingAt<{ usize::MAX }> for M {
    type Name = Nothing;
}

/// The place of the first required setting that is not given.
///
/// `usize::MAX` when there is none, or when an unknown one is given: that is said elsewhere, and
/// is most often the missing one misspelt.
#[must_use]
pub const fn missing(settings: &[(&str, bool)], given: &[&str]) -> usize {
    let mut place = 0;
    while place < given.len() {
        let mut known = false;
        let mut at = 0;
        while at < settings.len() {
            known |= same(settings[at].0, given[place]);
            at += 1;
        }
        if !known {
            return usize::MAX;
        }
        place += 1;
    }
    let mut at = 0;
    while at < settings.len() {
        let mut found = !settings[at].1;
        let mut place = 0;
        while place < given.len() {
            found |= same(settings[at].0, given[place]);
            place += 1;
        }
        if !found {
            return at;
        }
        at += 1;
    }
    usize::MAX
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A setting, before its stage is made.
///
/// It is given in a literal and not by a call, so that a value of another type is wrong by itself, and
/// not as an argument of ours.
#[derive(Debug)]
pub enum Given<T> {
    /// The stack gives it.
    Here {
        /// The value.
        value: T,
    },
    /// Nobody has given it.
    Nowhere,
}

impl<T> Given<T> {
    /// The value of a required setting.
    ///
    /// # Panics
    ///
    /// When it is not given, which the stack has proven not to be so.
    pub fn required(self) -> T {
        match self {
            Self::Here { value } => value,
            Self::Nowhere => unreachable!("a stack without this setting does not compile"),
        }
    }

    /// The value of a setting that has a default.
    pub fn or_else(self, default: impl FnOnce() -> T) -> T {
        match self {
            Self::Here { value } => value,
            Self::Nowhere => default(),
        }
    }
}

/// A setting need not be given.
#[diagnostic::on_unimplemented(
    message = "`{M}` has no default for `{Self}`",
    label = "`{Self}` is missing",
    note = "write `{M} {{ {Self}: … }}`"
)]
pub trait HasDefault<M> {
    /// Proven by being named.
    type Fine;
}
#[diagnostic::do_not_recommend]
impl<M> HasDefault<M> for Nothing {
    type Fine = ();
}

/// Proven by being named: no setting of the entry `M` need be given.
pub type Unset<M> = <<M as Configure>::Required as HasDefault<M>>::Fine;

/// A type, named without standing among generic arguments, where a function would be wrong twice.
pub trait Named {
    /// It.
    type Itself;
}
impl<T> Named for T {
    type Itself = T;
}
