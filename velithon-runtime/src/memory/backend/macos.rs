#![expect(unsafe_code, reason = "the system allocator's interface is a C function")]

use std::{ffi::c_void, ptr};

use super::AllocatorBackend;
use crate::memory::capabilities::Capabilities;

unsafe extern "C" {
    /// `malloc/malloc.h`, macOS 10.7: a null zone means all of them, a goal of 0 as much as possible.
    fn malloc_zone_pressure_relief(zone: *mut c_void, goal: usize) -> usize;
}

/// The zones of macOS' own allocator.
#[derive(Debug)]
pub(super) struct SystemZones;

impl AllocatorBackend for SystemZones {
    fn name(&self) -> &'static str {
        "macos"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            purge: true,
            ..Capabilities::default()
        }
    }

    fn purge(&self) {
        // SAFETY: the function takes a null zone and any goal, on any thread.
        unsafe { malloc_zone_pressure_relief(ptr::null_mut(), 0) };
    }
}
