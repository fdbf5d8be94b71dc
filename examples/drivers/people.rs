//! The people that the tests of all examples walk.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(test)]
use {
    axum::Router,
    std::fmt::Debug,
    velithon::{Key, Keyset, testing},
};

/// `id`, `name`, `joined`.
pub(crate) type Row = (i64, Option<String>, DateTime<Utc>);

/// More than any page has: names that many share, or that are none, and moments that many share.
pub(crate) fn rows() -> [Row; 60] {
    let mut id = 0;
    [(); 60].map(|()| {
        id += 1;
        let name = match id % 5 {
            0 => None,
            names => Some(format!("{} the {names}th", if id % 3 == 0 { "ada" } else { "bo" })),
        };
        let joined = DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + id * 7 % 11);
        (id, name, joined)
    })
}

/// Walks every order of the people, forwards and back, in pages of many sizes, and what is exported of them if anything is.
#[cfg(test)]
pub(crate) async fn walk<T>(app: Router, is_exported: bool, id: fn(&T) -> i64) -> anyhow::Result<()>
where
    T: Keyset + From<Row> + Debug,
{
    for (index, sort) in T::SORTS.iter().enumerate() {
        let mut people: Vec<T> = rows().into_iter().map(T::from).collect();
        people.sort_by(|one, other| Key::of(other, index).unwrap().compare(one));
        let ids: Vec<i64> = people.iter().map(id).collect();
        let walk = testing::walk(app.clone(), &format!("/people?sort={}", sort.name())).by("id");
        let walk = if is_exported { walk.exports() } else { walk };
        walk.expect(&ids).await?;
    }
    Ok(())
}
