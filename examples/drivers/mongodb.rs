//! `MongoDB`: the filter and the sort of a page, as its driver takes them.
//!
//! Nothing here asks a server. A collection in memory stands for one: it compares documents by the rules of `MongoDB`'s manual
//! that these filters rest on, which are that NULLs come before all values, and that `$gt` and `$lt` compare values of one type
//! alone. With the driver, what [`Collection`] does is `collection.find(filter).sort(sort).limit(page.limit())`.

mod app_error;
mod people;

use std::sync::Arc;

use anyhow::Context as _;
use axum::{Router, extract::State, routing::get};
use bson::{Bson, DateTime, Document, doc};
use chrono::Utc;
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{CursorRequest, Key, Keyset, PageItems, SortColumn, paginate};

use crate::app_error::AppError;

/// The only places of NULLs that an index of `MongoDB` has: `asc nulls first` and `desc nulls last`.
#[derive(Debug, Serialize, Keyset)]
#[keyset(sort = "name", name asc nulls first, id asc)]
#[keyset(sort = "newest", joined desc, id desc)]
#[keyset(sort = "cohort", joined asc, name desc nulls last, id asc)]
struct Person {
    #[keyset(unique)]
    id: i64,
    name: Option<String>,
    joined: chrono::DateTime<Utc>,
}

#[paginate(style = cursor)]
async fn people(State(db): State<Arc<Collection>>, page: CursorRequest<Person>) -> Result<PageItems<Person>, AppError> {
    let filter = doc! { "$and": [{ "active": true }, after(&page)] };
    // Rows that are read backwards are handed over as they come, and turned round when they are sent.
    let read = db.find(&filter, &sort(&page), page.limit())?;
    let people: Option<Vec<Person>> = read.into_iter().map(person).collect();
    Ok(PageItems::new(people.context("a document is no person")?))
}

/// Whether larger values come later, where the page is read.
fn ascends(column: &SortColumn, page: &CursorRequest<Person>) -> bool {
    column.is_descending() == page.is_backward()
}

/// The order of the page's rows.
fn sort(page: &CursorRequest<Person>) -> Document {
    let columns = page.sort().columns().iter();
    let direction = |column| if ascends(column, page) { 1 } else { -1 };
    columns
        .map(|column| (column.name().to_owned(), Bson::Int32(direction(column))))
        .collect()
}

/// That a document comes after the page's key: in the first column, or with the same value there in the second, and so on.
fn after(page: &CursorRequest<Person>) -> Document {
    let Some(key) = page.key() else {
        return Document::new();
    };
    let mut same = Document::new();
    let mut any = Vec::new();
    for (index, column) in page.sort().columns().iter().enumerate() {
        let value = value(key, index, column);
        for mut later in beyond(column.name(), &value, ascends(column, page)) {
            later.extend(same.clone());
            any.push(later);
        }
        same.insert(column.name(), value);
    }
    doc! { "$or": any }
}

/// That a column's value comes after this one. Between NULL and the values `$gt` and `$lt` say nothing.
fn beyond(column: &str, value: &Bson, ascending: bool) -> Vec<Document> {
    match (value, ascending) {
        (Bson::Null, true) => vec![doc! { column: { "$ne": null } }],
        (Bson::Null, false) => Vec::new(),
        (value, true) => vec![doc! { column: { "$gt": value } }],
        (value, false) => vec![doc! { column: { "$lt": value } }, doc! { column: null }],
    }
}

/// The key's value in a column of one of the orders.
fn value(key: &Key<Person>, index: usize, column: &SortColumn) -> Bson {
    match column.name() {
        "name" => key.get::<Option<String>>(index).flatten().into(),
        "joined" => key
            .get::<chrono::DateTime<Utc>>(index)
            .map(DateTime::from_chrono)
            .into(),
        _ => key.get::<i64>(index).into(),
    }
}

fn person(document: &Document) -> Option<Person> {
    Some(Person {
        id: document.get_i64("id").ok()?,
        name: document.get_str("name").ok().map(str::to_owned),
        joined: document.get_datetime("joined").ok()?.to_chrono(),
    })
}

use in_memory::Collection;

/// What stands for the server.
mod in_memory {
    use std::cmp::Ordering;

    use anyhow::bail;
    use bson::{Bson, Document};

    pub(crate) struct Collection(pub(crate) Vec<Document>);

    impl Collection {
        /// The first documents that a filter takes, sorted.
        pub(crate) fn find(&self, filter: &Document, sort: &Document, limit: i64) -> anyhow::Result<Vec<&Document>> {
            let mut found = Vec::new();
            for document in &self.0 {
                if takes(filter, document)? {
                    found.push(document);
                }
            }
            found.sort_by(|one, other| {
                let by_column = sort.iter().map(|(column, direction)| {
                    let ordering = compare(get(one, column), get(other, column));
                    if direction == &Bson::Int32(1) {
                        ordering
                    } else {
                        ordering.reverse()
                    }
                });
                by_column.fold(Ordering::Equal, Ordering::then)
            });
            found.truncate(usize::try_from(limit)?);
            Ok(found)
        }
    }

    fn takes(filter: &Document, document: &Document) -> anyhow::Result<bool> {
        for (name, wanted) in filter {
            let is_taken = match (&**name, wanted) {
                ("$and", Bson::Array(all)) => nested(all, document)?.iter().all(|taken| *taken),
                ("$or", Bson::Array(any)) => nested(any, document)?.iter().any(|taken| *taken),
                (column, Bson::Document(operators)) => {
                    operators.iter().try_fold(true, |taken, (operator, operand)| {
                        let value = get(document, column);
                        // Values of different types are not compared.
                        let ordering = (rank(value) == rank(operand)).then(|| compare(value, operand));
                        Ok::<_, anyhow::Error>(
                            taken
                                && match &**operator {
                                    "$gt" => ordering == Some(Ordering::Greater),
                                    "$lt" => ordering == Some(Ordering::Less),
                                    "$ne" => ordering != Some(Ordering::Equal),
                                    other => bail!("no filter has {other}"),
                                },
                        )
                    })?
                }
                (column, value) => compare(get(document, column), value).is_eq(),
            };
            if !is_taken {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn nested(filters: &[Bson], document: &Document) -> anyhow::Result<Vec<bool>> {
        let filters = filters.iter().map(|filter| match filter {
            Bson::Document(filter) => takes(filter, document),
            other => bail!("{other} is no filter"),
        });
        filters.collect()
    }

    /// What is not there is NULL.
    fn get<'d>(document: &'d Document, column: &str) -> &'d Bson {
        document.get(column).unwrap_or(&Bson::Null)
    }

    /// Where the type comes among the types.
    fn rank(value: &Bson) -> u8 {
        match value {
            Bson::Null => 1,
            Bson::Int32(_) | Bson::Int64(_) => 2,
            Bson::String(_) => 3,
            Bson::Boolean(_) => 8,
            _ => 9,
        }
    }

    fn compare(one: &Bson, other: &Bson) -> Ordering {
        match (one, other) {
            (Bson::Int64(one), Bson::Int64(other)) => one.cmp(other),
            (Bson::String(one), Bson::String(other)) => one.cmp(other),
            (Bson::Boolean(one), Bson::Boolean(other)) => one.cmp(other),
            (Bson::DateTime(one), Bson::DateTime(other)) => one.cmp(other),
            (one, other) => rank(one).cmp(&rank(other)),
        }
    }
}

fn app() -> Router {
    let documents = people::rows().into_iter().flat_map(|(id, name, joined)| {
        let document = move |id: i64, name: &Option<String>, active: bool| doc! { "id": id, "name": name, "joined": DateTime::from_chrono(joined), "active": active };
        [document(id, &name, true), document(-id, &name, false)]
    });
    let db = Arc::new(Collection(documents.collect()));
    Router::new().route("/people", get(people)).with_state(db)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    impl From<people::Row> for Person {
        fn from((id, name, joined): people::Row) -> Self {
            Self { id, name, joined }
        }
    }

    #[tokio::test]
    async fn every_order_is_walked() -> anyhow::Result<()> {
        people::walk(app(), false, |person: &Person| person.id).await
    }

    #[test]
    fn a_filter_is_what_the_manual_says() {
        let person = Person::from((7, Some("ada".to_owned()), chrono::DateTime::UNIX_EPOCH));
        let page = |sort| CursorRequest::new(10).after(Key::of(&person, sort).unwrap());
        assert_eq!(
            after(&page(0)),
            doc! { "$or": [{ "name": { "$gt": "ada" } }, { "id": { "$gt": 7_i64 }, "name": "ada" }] }
        );
        let epoch = DateTime::from_millis(0);
        assert_eq!(
            after(&page(1).backward()),
            doc! { "$or": [{ "joined": { "$gt": epoch } }, { "id": { "$gt": 7_i64 }, "joined": epoch }] }
        );
        assert_eq!(sort(&page(1).backward()), doc! { "joined": 1, "id": 1 });
    }
}
