//! The order that a request asks for.

use crate::{
    keyset::{Keyset, Sort},
    page::{
        options::PageOptions,
        request::{
            paging::{bad, given},
            query,
        },
    },
    problem::Problem,
};

/// An order that the row declares, as it is or reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AskedSort {
    /// The index of the order in [`SORTS`](Keyset::SORTS).
    pub(crate) index: usize,
    pub(crate) is_reversed: bool,
}

impl AskedSort {
    /// Reads the parameter of the order; without one, it is the order that the handler names, or else the row's first.
    pub(crate) fn read<T: Keyset>(query: &str, options: &PageOptions) -> Result<Self, Problem> {
        let name = options.sort_name;
        if has_choice(T::SORTS, options)
            && let Some(value) = given(query, name)?
        {
            return Self::named(T::SORTS, value, options).ok_or_else(|| {
                let names: Vec<_> = names(T::SORTS, options).collect();
                let detail = format!("`{name}` names no order; there are `{}`", names.join("`, `"));
                bad(name, "unknown-sort", detail).with("allowed", names)
            });
        }
        let declared = |index| Self {
            index,
            is_reversed: false,
        };
        let Some(default) = options.sort else {
            return Ok(declared(0));
        };
        let index = T::SORTS.iter().position(|sort| sort.name() == default);
        index.map(declared).ok_or_else(|| {
            tracing::error!(target: "velithon", handler = %options.handler, sort = default, "a handler names an order that its rows do not have");
            Problem::internal()
        })
    }

    /// The order with this name, still percent-encoded. A declared name that begins with `-` comes before a reversed order.
    fn named(sorts: &[Sort], value: &str, options: &PageOptions) -> Option<Self> {
        let declared = sorts.iter().position(|sort| query::names(value, sort.name()));
        let reversed = || {
            let is_named = |sort: &Sort| query::decode(value).eq(reversed(sort).bytes());
            sorts.iter().position(is_named).filter(|_| options.reverse)
        };
        let is_reversed = declared.is_none();
        declared.or_else(reversed).map(|index| Self { index, is_reversed })
    }

    /// What the parameter says to ask for it.
    pub(crate) fn name<T: Keyset>(self) -> String {
        let sort = Sort::at::<T>(self.index);
        if self.is_reversed {
            reversed(sort)
        } else {
            sort.name().to_owned()
        }
    }
}

/// Whether a client can choose between orders, so that there is a parameter for them.
pub(crate) fn has_choice(sorts: &[Sort], options: &PageOptions) -> bool {
    sorts.len() > 1 || (options.reverse && !sorts.is_empty())
}

/// All that the parameter can say: the orders, then the same reversed. A declared name is not said twice.
pub(crate) fn names<'s>(sorts: &'s [Sort], options: &PageOptions) -> impl Iterator<Item = String> + use<'s> {
    let is_new = |name: &String| sorts.iter().all(|sort| sort.name() != name);
    let reversed = sorts.iter().map(reversed).filter(is_new);
    let reversed = options.reverse.then_some(reversed).into_iter().flatten();
    sorts.iter().map(|sort| sort.name().to_owned()).chain(reversed)
}

fn reversed(sort: &Sort) -> String {
    format!("-{}", sort.name())
}

/// Whether there is an order of this name, as far as it is known which orders there are.
#[must_use]
pub const fn has_sort(sorts: Option<&[Sort]>, name: &str) -> bool {
    let Some(mut rest) = sorts else {
        return true;
    };
    while let Some((sort, others)) = rest.split_first() {
        if is_same(sort.name().as_bytes(), name.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let (Some((a, one_rest)), Some((b, other_rest))) = (one.split_first(), other.split_first()) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By it, a handler that names no order of its rows does not compile.
    #[test]
    fn an_order_is_known_by_its_whole_name() {
        const SORTS: &[Sort] = &[Sort::new("newest", &[]), Sort::new("id", &[])];
        for (name, is_known) in [
            ("newest", true),
            ("id", true),
            ("i", false),
            ("ids", false),
            ("ix", false),
            ("xd", false),
            ("", false),
        ] {
            assert_eq!(has_sort(Some(SORTS), name), is_known, "{name}");
            assert!(has_sort(None, name), "{name}");
        }
        assert!(!has_sort(Some(&[]), "id"));
    }
}
