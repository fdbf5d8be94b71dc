mod agreement;
mod bounds;
mod fixtures;
mod parts;
#[cfg(feature = "sonic-rs")]
mod sonic;
mod values;
