#![expect(
    unsafe_code,
    reason = "weak symbols exist in assembly only, and the slots they fill are foreign statics"
)]

use std::ffi::{c_char, c_int, c_long, c_void};

pub(super) type Mallctl = unsafe extern "C" fn(*const c_char, *mut c_void, *mut usize, *mut c_void, usize) -> c_int;
pub(super) type Mallopt = unsafe extern "C" fn(c_int, c_int) -> c_int;
pub(super) type MallocTrim = unsafe extern "C" fn(usize) -> c_int;
pub(super) type Mallinfo = unsafe extern "C" fn() -> MallinfoFields;
pub(super) type MiCollect = unsafe extern "C" fn(bool);
pub(super) type MiIsInHeapRegion = unsafe extern "C" fn(*const c_void) -> bool;
pub(super) type MiOptionGet = unsafe extern "C" fn(c_int) -> c_long;
pub(super) type MiOptionSet = unsafe extern "C" fn(c_int, c_long);
pub(super) type MiVersion = unsafe extern "C" fn() -> c_int;

/// The `struct mallinfo2` of glibc, field by field.
#[repr(C)]
pub(super) struct MallinfoFields {
    /// Bytes of all heaps, without the blocks that are mapped one by one.
    pub(super) arena: usize,
    ordblks: usize,
    smblks: usize,
    hblks: usize,
    /// Bytes of the blocks that are mapped one by one.
    pub(super) hblkhd: usize,
    usmblks: usize,
    fsmblks: usize,
    pub(super) uordblks: usize,
    pub(super) fordblks: usize,
    keepcost: usize,
}

/// The name of the slot that holds a symbol's address. It carries the version, so that two versions of this crate can
/// be linked into one binary; quoted, as a pre-release version has characters that assemblers would not take bare.
macro_rules! slot {
    ($symbol:literal) => {
        concat!("__velithon_", env!("CARGO_PKG_VERSION"), "_", $symbol)
    };
}

/// Functions that return a C function if the binary has it.
///
/// A weak symbol that nothing defines is null, and asks nothing of the linker: neither a library nor a version of
/// glibc. Stable Rust declares weak symbols in assembly only.
macro_rules! weak_symbols {
    ($(fn $name:ident() -> $signature:ty = $symbol:literal;)*) => {$(
        core::arch::global_asm!(
            concat!(".weak ", $symbol),
            ".pushsection .data.rel.ro.velithon,\"aw\",@progbits",
            ".balign 8",
            concat!(".hidden \"", slot!($symbol), "\""),
            concat!(".globl \"", slot!($symbol), "\""),
            concat!("\"", slot!($symbol), "\":"),
            concat!(".quad ", $symbol),
            ".popsection",
        );

        pub(super) fn $name() -> Option<$signature> {
            unsafe extern "C" {
                #[link_name = slot!($symbol)]
                static SLOT: Option<$signature>;
            }
            // SAFETY: the slot is defined above, eight aligned bytes that the linker or the loader fills before any
            // Rust code runs with null or the address of the C function of that name, whose signature is the declared
            // one. Volatile, because the compiler takes the address of a function for non-null.
            unsafe { std::ptr::read_volatile(&raw const SLOT) }
        }
    )*};
}

weak_symbols! {
    fn malloc_trim() -> MallocTrim = "malloc_trim";
    fn mallopt() -> Mallopt = "mallopt";
    fn mallinfo2() -> Mallinfo = "mallinfo2";
    fn rjem_mallctl() -> Mallctl = "_rjem_mallctl";
    fn mallctl() -> Mallctl = "mallctl";
    fn mi_collect() -> MiCollect = "mi_collect";
    fn mi_is_in_heap_region() -> MiIsInHeapRegion = "mi_is_in_heap_region";
    fn mi_option_get() -> MiOptionGet = "mi_option_get";
    fn mi_option_set() -> MiOptionSet = "mi_option_set";
    fn mi_version() -> MiVersion = "mi_version";
}
