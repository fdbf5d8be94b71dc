#![expect(unsafe_code, reason = "jemalloc is controlled by its C function mallctl")]

use std::{
    ffi::{CStr, CString},
    hint::black_box,
    mem::{MaybeUninit, size_of},
    ptr,
    sync::Mutex,
};

use super::symbols::{self, Mallctl};
use crate::memory::{
    backend::{AllocatorBackend, statistics::AllocatorStatistics},
    capabilities::Capabilities,
    panics::lock,
};

/// Milliseconds until unused pages are given back, negative for never.
type DecayMs = isize;
const NEVER: DecayMs = -1;

/// Dirty pages still hold memory, muzzy ones the system may take when it needs them. Each arena has a time for both,
/// and so have the arenas that are yet to come.
const DECAYS: [(&str, &CStr); 2] = [
    ("dirty_decay_ms", c"arenas.dirty_decay_ms"),
    ("muzzy_decay_ms", c"arenas.muzzy_decay_ms"),
];

/// jemalloc, major version 5.
#[derive(Debug)]
pub(super) struct Jemalloc {
    ctl: Ctl,
    /// The times to go back to, while suspended.
    saved: Mutex<Option<[Decay; 2]>>,
    statistics: bool,
}

#[derive(Debug)]
struct Decay {
    of_new_arenas: Option<DecayMs>,
    of_arenas: Vec<Option<DecayMs>>,
}

#[derive(Clone, Copy, Debug)]
struct Ctl(Mallctl);

impl Jemalloc {
    /// jemalloc, under either of its names, if it is linked and its count of allocated bytes moves with a fresh block.
    pub(super) fn find() -> Option<Self> {
        let names = [symbols::rjem_mallctl(), symbols::mallctl()];
        let ctl = names.into_iter().flatten().map(Ctl).find(|ctl| ctl.owns_the_heap())?;
        let statistics = ctl.read::<usize>(c"stats.allocated").is_some();
        Some(Self {
            ctl,
            saved: Mutex::new(None),
            statistics,
        })
    }

    fn arenas(&self) -> u32 {
        self.ctl.read(c"arenas.narenas").unwrap_or(0)
    }
}

impl AllocatorBackend for Jemalloc {
    fn name(&self) -> &'static str {
        "jemalloc"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            purge: true,
            thread_caches: true,
            suspend: true,
            statistics: self.statistics,
            ..Capabilities::default()
        }
    }

    fn purge(&self) {
        self.flush_thread();
        // 4096 is MALLCTL_ARENAS_ALL, valid for this command.
        self.ctl.call(c"arena.4096.purge");
    }

    fn flush_thread(&self) {
        self.ctl.call(c"thread.tcache.flush");
    }

    fn suspend(&self) {
        let save = |(name, of_new): (&str, &CStr)| Decay {
            of_new_arenas: self.ctl.exchange(of_new, NEVER),
            // An arena that no thread uses yet refuses, and takes its times from the setting for new ones.
            of_arenas: (0..self.arenas())
                .map(|arena| self.ctl.exchange(&decay_of(arena, name)?, NEVER))
                .collect(),
        };
        *lock(&self.saved) = Some(DECAYS.map(save));
    }

    fn resume(&self) {
        let Some(saved) = lock(&self.saved).take() else { return };
        for ((name, of_new), decay) in DECAYS.into_iter().zip(saved) {
            self.ctl.restore(of_new, decay.of_new_arenas);
            let arenas = decay.of_arenas.into_iter().chain(std::iter::repeat(None));
            for (arena, value) in (0..self.arenas()).zip(arenas) {
                if let Some(key) = decay_of(arena, name) {
                    self.ctl.restore(&key, value.or(decay.of_new_arenas));
                }
            }
        }
    }

    fn statistics(&self) -> Option<AllocatorStatistics> {
        // jemalloc keeps a snapshot; writing the epoch makes a new one.
        self.ctl.write(c"epoch", 1_u64);
        let read = |name| self.ctl.read::<usize>(name).and_then(|bytes| u64::try_from(bytes).ok());
        let allocated = read(c"stats.allocated")?;
        let resident = read(c"stats.resident");
        Some(AllocatorStatistics {
            allocated_bytes: Some(allocated),
            free_bytes: resident.map(|resident| resident.saturating_sub(allocated)),
            resident_bytes: resident,
            mapped_bytes: read(c"stats.mapped"),
        })
    }
}

/// The key of one arena's time. Arena by arena, as jemalloc reads out of bounds where these are set by the index that
/// means all arenas.
fn decay_of(arena: u32, name: &str) -> Option<CString> {
    CString::new(format!("arena.{arena}.{name}")).ok()
}

impl Ctl {
    fn owns_the_heap(self) -> bool {
        let allocated = || {
            let count: *const u64 = self.read(c"thread.allocatedp")?;
            // SAFETY: jemalloc's pointer to the calling thread's own counter, valid while this thread runs.
            (!count.is_null()).then(|| unsafe { count.read_volatile() })
        };
        let before = allocated();
        let probe = black_box(vec![0_u8; 4096]);
        let after = allocated();
        drop(black_box(probe));
        before
            .zip(after)
            .is_some_and(|(before, after)| after.wrapping_sub(before) >= 4096)
    }

    /// A setting or a count. `T` is the type that jemalloc documents for it; one of another size is refused.
    fn read<T: Copy>(self, name: &CStr) -> Option<T> {
        let mut value = MaybeUninit::<T>::uninit();
        let mut size = size_of::<T>();
        // SAFETY: the name is terminated, the buffer is as long as `size` says.
        let status = unsafe {
            (self.0)(
                name.as_ptr(),
                value.as_mut_ptr().cast(),
                &raw mut size,
                ptr::null_mut(),
                0,
            )
        };
        // SAFETY: on success, and only with the sizes equal, jemalloc has written the whole value.
        (status == 0 && size == size_of::<T>()).then(|| unsafe { value.assume_init() })
    }

    fn write<T: Copy>(self, name: &CStr, mut value: T) {
        // SAFETY: the name is terminated; jemalloc refuses a value whose size is not the setting's.
        unsafe {
            (self.0)(
                name.as_ptr(),
                ptr::null_mut(),
                ptr::null_mut(),
                (&raw mut value).cast(),
                size_of::<T>(),
            );
        }
    }

    fn call(self, name: &CStr) {
        // SAFETY: the name is terminated, and commands take no value.
        unsafe { (self.0)(name.as_ptr(), ptr::null_mut(), ptr::null_mut(), ptr::null_mut(), 0) };
    }

    /// Sets what can be read; returns what it was.
    fn exchange(self, name: &CStr, value: DecayMs) -> Option<DecayMs> {
        let before = self.read(name)?;
        self.write(name, value);
        Some(before)
    }

    /// Goes back to a value, unless somebody chose another meanwhile.
    fn restore(self, name: &CStr, value: Option<DecayMs>) {
        if let Some(value) = value
            && value != NEVER
            && self.read(name) == Some(NEVER)
        {
            self.write(name, value);
        }
    }
}
