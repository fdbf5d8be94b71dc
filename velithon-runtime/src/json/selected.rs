/// Which serializer a handler has selected. They differ in who writes strings; the text is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serializer {
    /// Strings are written by Velithon.
    #[default]
    Own,
    /// Strings are written by `sonic-rs`.
    #[cfg(feature = "sonic-rs")]
    Sonic,
}
