//! A document, and the application that it describes.

use axum::{Router, body::Body, http::Request, response::Response};
use boon::{Compiler, Schemas};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;
use utoipa::openapi::OpenApi;

pub(crate) struct Described {
    router: Router,
    pub(crate) document: Value,
}

impl Described {
    pub(crate) fn new((router, document): (Router, OpenApi)) -> Self {
        let document: Value = serde_json::to_value(document).expect("a document is JSON");
        let described = Self { router, document };
        described.check_references();
        described
    }

    /// What the document has at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        let found = self.document.pointer(pointer);
        found.unwrap_or_else(|| panic!("nothing at {pointer} in {:#}", self.document))
    }

    /// The parameter of this name of `GET path`.
    pub(crate) fn parameter(&self, path: &str, name: &str) -> &Value {
        let parameters = self.at(&format!("/paths/{}/get/parameters", escaped(path)));
        let parameters = parameters.as_array().expect("a list");
        let found = parameters.iter().find(|parameter| parameter["name"] == name);
        found.unwrap_or_else(|| panic!("no `{name}` among {parameters:#?}"))
    }

    /// A documented response of `GET path`.
    pub(crate) fn response(&self, path: &str, status: u16) -> &Value {
        self.at(&format!("/paths/{}/get/responses/{status}", escaped(path)))
    }

    pub(crate) async fn get(&self, uri: &str, accept: &str) -> Response {
        let request = Request::get(uri).header("accept", accept).body(Body::empty());
        let response = self.router.clone().oneshot(request.expect("a request")).await;
        response.expect("axum answers")
    }

    /// Fetches JSON, and holds it against the schema that is documented for its status and content type.
    pub(crate) async fn fetch(&self, uri: &str) -> (u16, Value) {
        let response = self.get(uri, "*/*").await;
        let status = response.status().as_u16();
        let content_type = response.headers()["content-type"].to_str().expect("text").to_owned();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        let value = serde_json::from_slice(&body).expect("JSON");
        let path = uri.split('?').next().unwrap_or_default();
        let pointer = format!(
            "/paths/{}/get/responses/{status}/content/{}/schema",
            escaped(path),
            escaped(&content_type)
        );
        self.check(&pointer, &value);
        (status, value)
    }

    /// Holds a value against the schema at a pointer.
    pub(crate) fn check(&self, pointer: &str, value: &Value) {
        if let Err(error) = self.matches(pointer, value) {
            panic!("{value} is not what {pointer} says: {error}");
        }
    }

    /// Whether a value is what the schema at a pointer says.
    pub(crate) fn matches(&self, pointer: &str, value: &Value) -> Result<(), String> {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let url = "https://example.com/openapi.json";
        compiler.add_resource(url, self.document.clone()).expect("a resource");
        let schema = compiler.compile(&format!("{url}#{pointer}"), &mut schemas);
        let schema = schema.unwrap_or_else(|error| panic!("{pointer}: {error:#}"));
        schemas.validate(value, schema).map_err(|error| format!("{error:#}"))
    }

    /// No reference in the document leads nowhere.
    fn check_references(&self) {
        let mut open = vec![&self.document];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(members) => {
                    if let Some(Value::String(reference)) = members.get("$ref") {
                        self.at(reference.trim_start_matches('#'));
                    }
                    open.extend(members.values());
                }
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
    }
}

/// A step of a JSON pointer (RFC 6901).
pub(crate) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// The texts of a list, in their order.
pub(crate) fn texts(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list");
    list.iter().map(|text| text.as_str().expect("a text")).collect()
}

/// The names of an object's members, sorted.
pub(crate) fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> = object
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}
