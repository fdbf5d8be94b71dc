//! The body of a request as a part of what its cursors are bound to: `bind(body = filter)`.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::binding::{Hash, start_of};
use crate::{
    head::{RequestHead, bound_body::BoundBody},
    page::options::handler_id::HandlerId,
};

/// A handler's parameter that cursors can be bound to.
#[diagnostic::on_unimplemented(
    message = "cursors cannot be bound to `{Self}`, which does not implement `Serialize`",
    label = "not a value with JSON of its own",
    note = "take the extractor apart, `Json(filter): Json<Filter>`, and write `#[derive(Serialize)]` on `Filter`"
)]
pub trait BodyParameter: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> BodyParameter for T {}

/// The head of a request whose cursors hold for this parameter's JSON, too. Spaces and the order of members do not count.
#[must_use]
pub fn bind_body<T: BodyParameter + ?Sized>(head: RequestHead, parameter: &T) -> RequestHead {
    let body = match serde_json::to_value(parameter) {
        Ok(value) => BoundBody::Hash(hash_of(&value)),
        Err(error) => {
            tracing::error!(target: "velithon", %error, "the parameter that cursors are bound to cannot be written as JSON");
            BoundBody::Unwritable
        }
    };
    head.with_bound_body(body)
}

fn hash_of(value: &Value) -> Hash {
    let mut hash = Sha256::new();
    feed(&mut hash, value);
    start_of(hash)
}

/// Feeds the value in a form that no other value has, members by their names.
fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Array(values) => {
            length(hash, b'[', values.len());
            for value in values {
                feed(hash, value);
            }
        }
        // The application may have chosen that the map keeps the order in which members came.
        Value::Object(members) => {
            length(hash, b'{', members.len());
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            for (name, value) in members {
                text(hash, name);
                feed(hash, value);
            }
        }
        Value::String(value) => text(hash, value),
        scalar => {
            let scalar = scalar.to_string();
            length(hash, b'#', scalar.len());
            hash.update(scalar);
        }
    }
}

fn text(hash: &mut Sha256, text: &str) {
    length(hash, b'"', text.len());
    hash.update(text);
}

fn length(hash: &mut Sha256, kind: u8, length: usize) {
    hash.update([kind]);
    hash.update(length.to_be_bytes());
}

/// Logs, once for each handler, that a cursor came with a body which it does not hold for.
pub(super) fn warn_of_unbound(handler: HandlerId) {
    static WARNED: Mutex<BTreeSet<HandlerId>> = Mutex::new(BTreeSet::new());
    if WARNED.lock().unwrap_or_else(PoisonError::into_inner).insert(handler) {
        tracing::warn!(
            target: "velithon",
            %handler,
            "a cursor came with a body that it does not hold for: with another body it leads to wrong rows; write `bind(body = …)`"
        );
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn order_and_spacing_do_not_count_and_all_else_does() {
        let of = |text: &str| hash_of(&serde_json::from_str(text).unwrap());
        let one = of(r#"{"tag":"a","range":[1,2],"none":null}"#);
        assert_eq!(
            of("{ \"none\" : null, \"range\": [ 1, 2 ],\n\"tag\":\"\\u0061\" }"),
            one
        );
        for other in [
            r#"{"tag":"a","range":[2,1],"none":null}"#,
            r#"{"tag":"a","range":[1,2]}"#,
            r#"{"tag":"a","range":["1",2],"none":null}"#,
            r#"{"tag":"a","range":[1],"none":null}"#,
            r#"["tag","a","range",[1,2],"none",null]"#,
            r#"{"tag":"b","range":[1,2],"none":null}"#,
            r#"{"tog":"a","range":[1,2],"none":null}"#,
            r#"{"tag":"a","range":[1,3],"none":null}"#,
        ] {
            assert_ne!(of(other), one, "{other}");
        }
        assert_ne!(hash_of(&json!(["a", "b"])), hash_of(&json!(["ab"])));
        assert_ne!(hash_of(&json!(["a", "bc"])), hash_of(&json!(["ab", "c"])));
        assert_ne!(hash_of(&json!([1, 23])), hash_of(&json!([12, 3])));
        assert_ne!(hash_of(&json!("null")), hash_of(&json!(null)));
        assert_ne!(hash_of(&json!([[1], 2])), hash_of(&json!([[1, 2]])));
    }
}
