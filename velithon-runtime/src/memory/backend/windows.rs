#![expect(unsafe_code, reason = "the process heap's interface is a pair of C functions")]

use std::ffi::c_void;

use super::AllocatorBackend;
use crate::memory::capabilities::Capabilities;

#[link(name = "kernel32")]
unsafe extern "system" {
    fn GetProcessHeap() -> *mut c_void;
    fn HeapCompact(heap: *mut c_void, flags: u32) -> usize;
}

/// The process heap of Windows, which is Rust's default allocator there.
///
/// The working set stays alone: trimming that only pages live memory out.
#[derive(Debug)]
pub(super) struct ProcessHeap;

impl AllocatorBackend for ProcessHeap {
    fn name(&self) -> &'static str {
        "windows"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            purge: true,
            purge_stalls: true,
            ..Capabilities::default()
        }
    }

    fn purge(&self) {
        // SAFETY: the process heap lives as long as the process; without flags the call takes the heap's own lock.
        unsafe {
            let heap = GetProcessHeap();
            if !heap.is_null() {
                HeapCompact(heap, 0);
            }
        }
    }
}
