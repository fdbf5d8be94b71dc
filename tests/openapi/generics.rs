//! Rows and items of generic types: no reference leads to a schema that the document does not have.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{OpenApi, ToSchema};
use velithon::{CursorRequest, Emitter, Keyset, PageItems, PageRequest, paginate, stream_json};

#[derive(Clone, Serialize, ToSchema)]
struct User {
    name: String,
    home: Address,
}

#[derive(Clone, Serialize, ToSchema)]
struct Address {
    city: String,
}

#[derive(Clone, Serialize, ToSchema)]
struct G<T> {
    value: T,
    maybe: Option<Box<T>>,
}

#[derive(Clone, Serialize, ToSchema)]
struct Deep<K, V> {
    key: K,
    list: Vec<V>,
    inner: G<V>,
}

#[derive(Clone, Serialize, ToSchema, Keyset)]
#[keyset(sort = "id", id asc)]
struct Keyed<T> {
    #[keyset(unique)]
    id: i64,
    of: T,
}

/// Described by hand, without the derive.
#[derive(Clone, Serialize)]
struct Hand<T>(T);

impl<T> utoipa::PartialSchema for Hand<T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::Object::with_type(utoipa::openapi::Type::Integer).into()
    }
}

impl<T> ToSchema for Hand<T> {}

type Alias = Vec<G<u32>>;
type AliasOfKeyed = Vec<Keyed<User>>;
type AliasOfUsers = Result<Vec<G<User>>, StatusCode>;

/// The handlers, each under a path of its name.
macro_rules! described {
    ($($(#[$attribute:meta])* $async:ident fn $name:ident($($parameters:tt)*) -> $returned:ty { $body:expr })*) => {
        $($(#[$attribute])* #[utoipa::path(get, path = concat!("/", stringify!($name)))]
        #[expect(dead_code, reason = "it is described, and not routed")]
        $async fn $name($($parameters)*) -> $returned { $body })*

        #[derive(OpenApi)]
        #[openapi(paths($($name),*))]
        struct Document;
    };
}

described! {
    #[paginate(openapi)]
    async fn number() -> Vec<G<u32>> { Vec::new() }

    #[paginate(openapi)]
    async fn text() -> Result<Vec<G<String>>, StatusCode> { Ok(Vec::new()) }

    #[paginate(openapi)]
    async fn user(page: PageRequest) -> Result<PageItems<G<User>>, StatusCode> { { let _ = page; Ok(PageItems::new(Vec::new())) } }

    #[paginate(openapi)]
    async fn iterator() -> impl Iterator<Item = G<User>> { std::iter::empty() }

    #[paginate(openapi)]
    async fn nested() -> Vec<G<G<User>>> { Vec::new() }

    #[paginate(openapi)]
    async fn deep() -> Vec<Deep<u8, User>> { Vec::new() }

    #[paginate(openapi)]
    async fn optional() -> Vec<Option<G<u32>>> { Vec::new() }

    #[paginate(openapi)]
    async fn list() -> Vec<Vec<G<User>>> { Vec::new() }

    #[paginate(openapi)]
    async fn map() -> Vec<HashMap<String, G<User>>> { Vec::new() }

    #[paginate(openapi)]
    async fn hand() -> Vec<Hand<User>> { Vec::new() }

    #[paginate(openapi)]
    async fn within_hand() -> Vec<G<Hand<u8>>> { Vec::new() }

    #[paginate(openapi)]
    async fn keyed(page: CursorRequest<Keyed<User>>) -> Vec<Keyed<User>> { { let _ = page; Vec::new() } }

    #[paginate(openapi)]
    async fn alias() -> Alias { Vec::new() }

    #[paginate(openapi)]
    async fn alias_of_users() -> AliasOfUsers { Ok(Vec::new()) }

    #[paginate(openapi)]
    async fn alias_of_keyed() -> AliasOfKeyed { Vec::new() }

    #[paginate(openapi = G<User>)]
    async fn named() -> AliasOfUsers { Ok(Vec::new()) }

    #[stream_json(openapi, formats = [array, ndjson, sse])]
    async fn emitted(rows: &Emitter<G<User>>) -> () { { let _ = rows; } }

    #[stream_json(openapi)]
    async fn streamed() -> impl Iterator<Item = Result<G<u32>, StatusCode>> { std::iter::empty() }

    #[stream_json(openapi)]
    async fn whole() -> Deep<u8, User> { Deep {
        key: 1,
        list: Vec::new(),
        inner: G { value: User { name: String::new(), home: Address { city: String::new() } }, maybe: None },
    } }
}

fn document() -> Value {
    serde_json::to_value(Document::openapi()).expect("a document")
}

fn references<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        Value::Object(members) => members.iter().for_each(|(name, value)| match value {
            Value::String(reference) if name == "$ref" => found.push(reference),
            value => references(value, found),
        }),
        _ => {}
    }
}

/// The schema of a row of a page.
fn row<'d>(document: &'d Value, name: &str) -> &'d Value {
    let pointer = format!("/paths/~1{name}/get/responses/200/content/application~1json/schema/properties/items/items");
    document.pointer(&pointer).expect("the schema of a row")
}

#[test]
fn every_reference_leads_to_a_schema() {
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 20, "{found:?}");
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference} dangles");
    }
}

#[test]
fn an_alias_alone_has_no_dangling_reference_either() {
    #[derive(OpenApi)]
    #[openapi(paths(alias_of_keyed))]
    struct Alone;

    let document = serde_json::to_value(Alone::openapi()).expect("a document");
    let of = &row(&document, "alias_of_keyed")["properties"]["of"];
    assert_eq!(of, &json!({}), "an alias hides the argument");
}

#[test]
fn arguments_stand_where_the_type_uses_them() {
    let document = document();
    let number = json!({"type": "integer", "format": "int32", "minimum": 0});
    let user = json!({"$ref": "#/components/schemas/User"});
    let value = |name: &str| &row(&document, name)["properties"]["value"];
    assert_eq!(value("number"), &number);
    assert_eq!(value("alias"), &number, "known by its name alone");
    assert_eq!(value("text"), &json!({"type": "string"}));
    for name in ["user", "iterator", "named"] {
        assert_eq!(value(name), &user, "{name}");
    }
    assert_eq!(value("nested")["properties"]["value"], user);
    assert_eq!(row(&document, "keyed")["properties"]["of"], user);
    assert_eq!(row(&document, "hand"), &json!({"type": "integer"}));
    assert_eq!(value("within_hand")["type"], "integer");
    let deep = &row(&document, "deep")["properties"];
    assert_eq!(
        (&deep["key"]["type"], &deep["list"]["items"]),
        (&json!("integer"), &user)
    );
    assert_eq!(deep["inner"], json!({"$ref": "#/components/schemas/G_User"}));
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    assert!(schemas.contains_key("Address"), "what an argument refers to");
}
