use utoipa::{
    Modify,
    openapi::{Content, OpenApi, OpenApiVersion, RefOr, path::PathItem},
};

/// The extension that holds the schema of one record of a stream in a document of OpenAPI 3.1.
pub(super) const ITEM_SCHEMA: &str = "x-item-schema";

/// Turns a document into one of OpenAPI 3.2, which describes the records of a stream by `itemSchema`.
///
/// Documents of utoipa are of OpenAPI 3.1 unless told otherwise, because most tools read that. Lines and events are text
/// there, with the schema of a record in the extension `x-item-schema`.
///
/// ```
/// use utoipa::OpenApi;
/// use velithon::OpenApi32;
///
/// #[derive(OpenApi)]
/// #[openapi(modifiers(&OpenApi32))]
/// struct Shop;
///
/// assert!(Shop::openapi().to_json().unwrap().contains(r#""openapi":"3.2.0""#));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenApi32;

impl Modify for OpenApi32 {
    fn modify(&self, document: &mut OpenApi) {
        document.openapi = OpenApiVersion::Version32;
        for content in document.paths.paths.values_mut().flat_map(contents) {
            move_item_schema(content);
        }
    }
}

/// The contents of all responses of a path.
fn contents(path: &mut PathItem) -> impl Iterator<Item = &mut Content> {
    let operations = [
        &mut path.get,
        &mut path.put,
        &mut path.post,
        &mut path.delete,
        &mut path.options,
        &mut path.patch,
        &mut path.query,
    ];
    operations
        .into_iter()
        .flatten()
        .chain(path.additional_operations.values_mut())
        .flat_map(|operation| operation.responses.responses.values_mut())
        .filter_map(inline)
        .flat_map(|response| response.content.values_mut())
        .filter_map(inline)
}

fn inline<T>(part: &mut RefOr<T>) -> Option<&mut T> {
    match part {
        RefOr::T(part) => Some(part),
        RefOr::Ref(_) => None,
    }
}

fn move_item_schema(content: &mut Content) {
    let Some(extensions) = &mut content.extensions else {
        return;
    };
    // utoipa cannot read back a schema that any value matches; such a record stays where it is.
    let record = extensions.get(ITEM_SCHEMA).cloned().map(serde_json::from_value);
    if let Some(Ok(record)) = record {
        extensions.remove(ITEM_SCHEMA);
        content.schema = None;
        content.item_schema = Some(record);
    }
}
