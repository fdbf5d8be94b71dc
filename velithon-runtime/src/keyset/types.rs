//! The types of keys that come with the language, and those of other crates behind features named for them.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "decimal")]
mod decimal;
mod floats;
mod integers;
mod texts;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;
