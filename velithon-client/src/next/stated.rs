//! What a page states by well-known names beside its rows.

use std::{borrow::Cow, collections::HashMap};

use http::HeaderMap;
use serde_json::value::RawValue;

use super::{
    elsewhere::Requested,
    known::{has_links, is_about_next, is_about_page, is_header_of, is_number, is_object, known, leads, mentions_next},
    member,
    names::{ELSEWHERE, LINK_NEXT, NEXT, NEXT_RELATIONS, OBJECT, PAGINATION, RELATION},
    numbers::{TOTAL, TOTAL_KIND},
};
use crate::{frame::Members, pointer::pointer};

/// How deep an object is that still says something: `meta.pagination.links` does.
const DEPTH: usize = 3;

/// How many members of one name are kept, and how many objects of one depth below the first, whatever a server sends.
const MOST: usize = 64;

/// Members of well-known names, of the body or of an object in it. Of numbers and words, those that are no object or list.
#[derive(Debug, Default)]
pub(crate) struct Stated<'a>(HashMap<&'static str, Vec<Member<'a>>>);

/// A member of a well-known name.
#[derive(Debug)]
pub(super) struct Member<'a> {
    name: &'static str,
    /// The name as it is written.
    pub(super) written: Cow<'a, str>,
    /// The pointer to the object that it is in; empty for the body.
    pub(super) parent: String,
    pub(super) value: &'a RawValue,
    /// Whether it is the page's own, and not that of something beside its rows.
    pub(super) is_of_page: bool,
    /// Whether it stands beside the rows, and not in an object there.
    pub(super) is_beside_rows: bool,
    /// Whether the body has another one that is written so.
    pub(super) is_twice: bool,
}

/// An object or a list that is looked through.
struct Object<'a> {
    written: Cow<'a, str>,
    /// The pointer to the object that it is in; empty for the body.
    parent: String,
    value: &'a RawValue,
    is_of_page: bool,
    /// Whether the rows are in it.
    has_rows: bool,
}

impl<'a> Stated<'a> {
    /// Looks through all that stands beside the rows, once: what is said of the page counts before what is said of something else.
    /// A header may hold such an object, too, and objects that the rows are in, at `list`, are the page's own whatever their names are.
    pub(crate) fn of(url: &str, list: Option<&str>, members: &'a Members, headers: &'a HeaderMap) -> Self {
        let requested = Requested::new(url, list);
        let mut stated = Self::default();
        for (written, value) in members {
            let bytes = written.as_bytes();
            if let Some(name) = known(bytes).or_else(|| requested.elsewhere(bytes, value)) {
                stated.add(Member {
                    name,
                    written: written.into(),
                    parent: String::new(),
                    value,
                    is_of_page: true,
                    is_beside_rows: true,
                    is_twice: false,
                });
            }
        }
        let of_body = members.iter().map(|(written, value)| Object {
            written: written.into(),
            parent: String::new(),
            value,
            is_of_page: true,
            has_rows: requested.rows_in.first().is_some_and(|name| name == written),
        });
        let (mut deeper, mut others) = (Vec::new(), Self::default());
        for object in of_body.chain(of_headers(headers)) {
            stated.look_into(&object, &requested, &mut deeper, &mut others);
        }
        for _ in 1..DEPTH + requested.rows_in.len() {
            for object in std::mem::take(&mut deeper) {
                stated.look_into(&object, &requested, &mut deeper, &mut others);
            }
        }
        for (name, members) in others.0 {
            stated.0.entry(name).or_default().extend(members);
        }
        stated
    }

    /// Takes what an object says of the page, and notes in which objects it may say more, and what it says of others.
    fn look_into(
        &mut self,
        object: &Object<'a>,
        requested: &Requested<'_>,
        deeper: &mut Vec<Object<'a>>,
        others: &mut Self,
    ) {
        let members = known_members(object, requested);
        let names: Vec<_> = members.iter().map(|member| member.name).collect();
        let is_about_page = object.has_rows || is_about_page(&object.written, &names);
        for mut member in members {
            if (member.name == OBJECT || is_object(member.name)) && deeper.len() < MOST {
                let mut within = requested.rows_in.iter().skip(1);
                deeper.push(Object {
                    has_rows: object.has_rows && within.any(|name| *name == member.written),
                    written: member.written.clone(),
                    parent: member.parent.clone(),
                    value: member.value,
                    is_of_page: object.is_of_page && is_about_page,
                });
            }
            let leads_on = || is_about_next(member.name, member.value.get());
            if is_about_page && (object.is_of_page || !is_number(member.name)) {
                member.is_of_page = object.is_of_page;
                self.add(member);
            } else if leads_on() {
                others.add(member);
            } else if leads(member.name) && requested.has_path_of(member.value) || member.name == ELSEWHERE {
                member.name = ELSEWHERE;
                others.add(member);
            }
        }
    }

    /// The member of a name that counts: the first one, unless it holds nothing and another one may.
    pub(super) fn get(&self, name: &str) -> Option<&Member<'a>> {
        let holds_something = |member: &&Member<'_>| !matches!(member.value.get(), "null" | "\"\"");
        self.all(name).find(holds_something).or_else(|| self.all(name).next())
    }

    /// All members of a name, in the order in which they count; those of something else only where the page has none.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Member<'a>> {
        let all = self.0.get(name).map_or(&[][..], Vec::as_slice);
        let has_own = all.iter().any(|member| member.is_of_page);
        all.iter().filter(move |member| member.is_of_page || !has_own)
    }

    fn add(&mut self, member: Member<'a>) {
        let is_simple = !member.value.get().starts_with(['{', '[']);
        if !is_simple && TOTAL.contains(&member.name) {
            self.add_total(member);
        } else if is_simple || leads(member.name) {
            let same = self.0.entry(member.name).or_default();
            let is_same = |other: &&mut Member<'_>| other.is_of_body() && other.written == member.written;
            if member.is_of_body()
                && let Some(other) = same.iter_mut().find(is_same)
            {
                other.is_twice = true;
            }
            if same.len() < MOST {
                same.push(member);
            }
        }
    }

    /// Adds a total that is an object, as Elasticsearch has it: `{"value": 10000, "relation": "gte"}`.
    fn add_total(&mut self, total: Member<'a>) {
        let part = |name| member::named(total.value, name).filter(|part| !part.get().starts_with('{'));
        if let (Some(value), Some(relation)) = (part("value"), part("relation")) {
            self.add(Member {
                name: TOTAL_KIND,
                written: "relation".into(),
                parent: total.pointer(),
                value: relation,
                is_of_page: total.is_of_page,
                is_beside_rows: total.is_beside_rows,
                is_twice: false,
            });
            self.add(Member { value, ..total });
        }
    }
}

impl Member<'_> {
    fn pointer(&self) -> String {
        pointer(&self.parent, &self.written)
    }

    /// How a rule names it.
    pub(super) fn path(&self) -> String {
        if self.is_of_body() {
            self.written.clone().into_owned()
        } else {
            self.pointer()
        }
    }

    /// Whether it is in no object but the body.
    pub(super) fn is_of_body(&self) -> bool {
        self.parent.is_empty()
    }
}

/// Objects that headers hold, such as `X-Pagination: {"TotalCount":9}`.
fn of_headers(headers: &HeaderMap) -> impl Iterator<Item = Object<'_>> {
    values_of_headers(headers).map(|value| Object {
        written: PAGINATION[0].into(),
        parent: String::new(),
        value,
        is_of_page: true,
        has_rows: false,
    })
}

fn values_of_headers(headers: &HeaderMap) -> impl Iterator<Item = &RawValue> {
    let values = headers.iter().filter(|(name, _)| is_pagination(name.as_str()));
    values.filter_map(|(_, value)| serde_json::from_slice(value.as_bytes()).ok())
}

/// The object that a header holds, by the first segment of a pointer into it: `/pagination/…` or `/X-Pagination/…`.
pub(super) fn of_header<'a>(headers: &'a HeaderMap, segment: &str) -> Option<&'a RawValue> {
    let is_named = is_pagination(&segment.to_ascii_lowercase());
    values_of_headers(headers).next().filter(|_| is_named)
}

fn is_pagination(header: &str) -> bool {
    PAGINATION.into_iter().any(|object| is_header_of(object, header))
}

/// The members of an object whose names are known, of each name the last one, and the link in a list of them; of one that the rows are in,
/// or that describes the page by its name, objects of other names, too.
fn known_members<'a>(object: &Object<'a>, requested: &Requested<'_>) -> Vec<Member<'a>> {
    let has_links = has_links(&object.written);
    let has_objects = object.has_rows || (!has_links && is_about_page(&object.written, &[]));
    let mut found: Vec<Member<'a>> = Vec::new();
    let mut add = |name, written: Cow<'a, str>, value| {
        found.retain(|other| other.written != written);
        let is_known = |name| name != OBJECT;
        let same = found.iter().filter(|other| is_known(other.name) == is_known(name));
        if same.count() < MOST {
            found.push(Member {
                name: if has_links && name == NEXT { LINK_NEXT } else { name },
                written,
                parent: pointer(&object.parent, &object.written),
                value,
                is_of_page: false,
                is_beside_rows: object.has_rows,
                is_twice: false,
            });
        }
    };
    let written = |name: &[u8]| {
        let unknown = || mentions_next(name).then_some(ELSEWHERE);
        let known = known(name).or_else(unknown).or(has_objects.then_some(OBJECT))?;
        Some((known, String::from_utf8_lossy(name).into_owned()))
    };
    match object.value.get().as_bytes() {
        [b'{', ..] => member::each(object.value, written, |(name, written), value| {
            let is_open = has_objects && value.get().starts_with(['{', '[']);
            match name {
                ELSEWHERE | OBJECT if is_open => add(OBJECT, written.into(), value),
                OBJECT => {}
                ELSEWHERE if !requested.has_path_of(value) => {}
                _ => add(name, written.into(), value),
            }
        }),
        [b'[', ..] if has_links => member::each_item(object.value, |link| {
            if has_relation(link, &NEXT_RELATIONS) {
                add(NEXT, NEXT.into(), link);
            }
        }),
        _ => {}
    }
    found
}

/// Whether a link in a list has one of these relations.
pub(super) fn has_relation(link: &RawValue, relations: &[&str]) -> bool {
    let own = RELATION.into_iter().filter_map(|name| member::named(link, name));
    let mut texts = own.filter_map(member::text);
    texts.any(|text| relations.iter().any(|relation| text.eq_ignore_ascii_case(relation)))
}
