use super::AllocatorBackend;

/// An allocator that offers nothing to call, or one that nobody recognised: musl's, snmalloc, an arena.
#[derive(Debug)]
pub(in crate::memory) struct Unknown;

impl AllocatorBackend for Unknown {}
