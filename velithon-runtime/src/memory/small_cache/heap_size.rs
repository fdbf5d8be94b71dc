use std::{borrow::Cow, sync::Arc};

use bytes::Bytes;

/// How large a value is, for [`SmallCache`](crate::SmallCache)'s bound.
///
/// A type without memory of its own beyond its fields needs no method:
///
/// ```
/// use velithon::memory::HeapSize;
///
/// struct Point(f64, f64);
/// impl HeapSize for Point {}
///
/// struct Category {
///     name: String,
///     tags: Vec<String>,
/// }
/// impl HeapSize for Category {
///     fn heap_size(&self) -> usize {
///         self.name.heap_size() + self.tags.heap_size()
///     }
/// }
/// assert!(Category { name: "a name".into(), tags: vec![] }.total_size() > Point(0.0, 0.0).total_size());
/// ```
#[diagnostic::on_unimplemented(
    message = "the size of `{Self}` is not known",
    note = "implement `HeapSize` for it; without pointers in it, `impl HeapSize for {Self} {{}}` is enough"
)]
pub trait HeapSize {
    /// Bytes that the value holds through pointers. What it shares with others, as through an `Arc`, counts too.
    fn heap_size(&self) -> usize {
        0
    }

    /// All bytes of the value: its own and those it points to.
    fn total_size(&self) -> usize {
        size_of_val(self).saturating_add(self.heap_size())
    }
}

macro_rules! flat {
    ($($type:ty)*) => {$(impl HeapSize for $type {})*};
}

flat! { () bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 str }

impl HeapSize for &'static str {}

impl HeapSize for String {
    fn heap_size(&self) -> usize {
        self.capacity()
    }
}

impl HeapSize for Bytes {
    fn heap_size(&self) -> usize {
        self.len()
    }
}

impl<T: HeapSize> HeapSize for [T] {
    fn heap_size(&self) -> usize {
        self.iter().map(T::heap_size).fold(0, usize::saturating_add)
    }
}

impl<T: HeapSize, const N: usize> HeapSize for [T; N] {
    fn heap_size(&self) -> usize {
        self.as_slice().heap_size()
    }
}

impl<T: HeapSize> HeapSize for Vec<T> {
    fn heap_size(&self) -> usize {
        self.capacity()
            .saturating_mul(size_of::<T>())
            .saturating_add(self.as_slice().heap_size())
    }
}

impl<T: HeapSize + ?Sized> HeapSize for Box<T> {
    fn heap_size(&self) -> usize {
        T::total_size(self)
    }
}

impl<T: HeapSize + ?Sized> HeapSize for Arc<T> {
    fn heap_size(&self) -> usize {
        T::total_size(self)
    }
}

impl<T: HeapSize> HeapSize for Option<T> {
    fn heap_size(&self) -> usize {
        self.as_ref().map_or(0, T::heap_size)
    }
}

impl HeapSize for Cow<'static, str> {
    fn heap_size(&self) -> usize {
        match self {
            Self::Borrowed(_) => 0,
            Self::Owned(text) => text.heap_size(),
        }
    }
}

impl<A: HeapSize, B: HeapSize> HeapSize for (A, B) {
    fn heap_size(&self) -> usize {
        self.0.heap_size().saturating_add(self.1.heap_size())
    }
}

impl<A: HeapSize, B: HeapSize, C: HeapSize> HeapSize for (A, B, C) {
    fn heap_size(&self) -> usize {
        self.0
            .heap_size()
            .saturating_add(self.1.heap_size())
            .saturating_add(self.2.heap_size())
    }
}
