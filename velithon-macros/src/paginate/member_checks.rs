//! That members of a page's body can be called as they are: by names that no other has.

use syn::{Error, LitStr};

use super::{
    args::{Items, Links},
    members::{KNOWN, Known, Members},
    style::Style,
};
use crate::errors::Errors;

/// Reports names that two members of one object have, members that pages of this style do not have, and members where there
/// is no object.
pub(super) fn check(
    style: Style,
    items: Option<&Items>,
    links: Option<Links>,
    members: Option<&Members>,
    meta: Option<&LitStr>,
    errors: &mut Errors,
) {
    let in_body = matches!(links, Some(Links::Body | Links::Both));
    if let Some(Items::None(span)) = items {
        if in_body {
            let message = "a bare array has no room for links; write `links = header`, or name the items";
            errors.push(Error::new(*span, message));
        }
        for span in [members.map(|members| members.span), meta.map(LitStr::span)]
            .into_iter()
            .flatten()
        {
            errors.push(Error::new(
                span,
                "a bare array has no members to name; remove this, or name the items",
            ));
        }
        return;
    }
    for (member, _) in members.iter().flat_map(|members| &members.names) {
        if !member.known.styles.contains(&style) {
            let message = format!("pages of this style have no member `{}`; remove it", member.known.name);
            errors.push(Error::new(member.span, message));
        } else if member.known.is_link && !in_body {
            let message = "the links of this handler are in the header alone; write `links = body` or `links = both`";
            errors.push(Error::new(member.span, message));
        }
    }
    check_names(style, items, in_body, members, meta, errors);
}

/// The objects that members may be in.
#[derive(Clone, Copy, PartialEq)]
enum Object {
    Body,
    Meta,
    Links,
}

fn check_names(
    style: Style,
    items: Option<&Items>,
    in_body: bool,
    members: Option<&Members>,
    meta: Option<&LitStr>,
    errors: &mut Errors,
) {
    let renamed = |wanted: &Known| {
        let names = members.iter().flat_map(|members| &members.names);
        names
            .into_iter()
            .find(|(member, _)| member.known.name == wanted.name)
            .map(|(_, name)| name.as_ref())
    };
    let is_left_out = |known: &Known| matches!(renamed(known), Some(None));
    let has_links_object = !KNOWN.iter().any(|known| known.name == "links" && is_left_out(known));
    let mut taken: Vec<(Object, String)> = Vec::new();
    let mut take = |object, name: String, place: Option<&LitStr>, message: &str| {
        let entry = (object, name);
        if taken.contains(&entry) {
            if let Some(place) = place {
                errors.at(place, message);
            }
        } else {
            taken.push(entry);
        }
    };
    let of_style = KNOWN
        .iter()
        .filter(|known| known.styles.contains(&style) && (in_body || !known.is_link || known.name == "links"));
    let objects = of_style.map(|known| {
        let object = match (known.name, known.is_link) {
            ("links", _) => Object::Body,
            (_, true) if has_links_object => Object::Links,
            (_, false) if meta.is_some() => Object::Meta,
            _ => Object::Body,
        };
        (object, known)
    });
    let objects: Vec<_> = objects.collect();
    // Names by default come first: what was written is what is reported.
    for (object, known) in &objects {
        if renamed(known).is_none() {
            take(*object, known.name.to_owned(), None, "");
        }
    }
    for (object, known) in &objects {
        if let Some(Some(name)) = renamed(known) {
            take(
                *object,
                name.value(),
                Some(name),
                "another member of this object has this name; name one of them otherwise",
            );
        }
    }
    if let Some(meta) = meta {
        take(
            Object::Body,
            meta.value(),
            Some(meta),
            "another member of the body has this name; name one of them otherwise",
        );
    }
    if let Some(Items::Named(name)) = items {
        let message = "the envelope has a member of this name beside the items; name the items otherwise";
        take(Object::Body, name.value(), Some(name), message);
    } else {
        let place = members
            .iter()
            .flat_map(|members| &members.names)
            .filter_map(|(_, name)| name.as_ref())
            .chain(meta);
        let place = place.into_iter().find(|name| name.value() == "items");
        take(
            Object::Body,
            "items".to_owned(),
            place,
            "the rows have this name; name one of them otherwise",
        );
    }
}

/// Reports what an envelope of a type says itself.
pub(super) fn check_envelope(
    items: Option<&Items>,
    members: Option<&Members>,
    meta: Option<&LitStr>,
    errors: &mut Errors,
) {
    let items = items.map(|items| match items {
        Items::None(span) => *span,
        Items::Named(name) => name.span(),
    });
    for (name, span) in [
        ("items", items),
        ("members", members.map(|members| members.span)),
        ("meta", meta.map(LitStr::span)),
    ] {
        if let Some(span) = span {
            let message = format!("the type that `envelope` names has its own members; remove `{name}`");
            errors.push(Error::new(span, message));
        }
    }
}
