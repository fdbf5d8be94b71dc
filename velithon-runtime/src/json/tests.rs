mod agreement;
mod around;
mod bounds;
mod display;
mod fixtures;
mod parts;
mod random;
mod raw;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod steps;
mod values;
