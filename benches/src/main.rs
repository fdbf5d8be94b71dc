//! Velithon beside its peers.
fn main() {}
