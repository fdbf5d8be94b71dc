use http::StatusCode;
use utoipa::openapi::{
    ArrayBuilder, Content, ContentBuilder, Header, HeaderBuilder, ObjectBuilder, RefOr, ResponseBuilder, Type,
    extensions::ExtensionsBuilder, schema::AnyOfBuilder,
};

use super::{
    Responses, Schemas,
    described::DescribedStream,
    lookup, problems,
    schema_parts::{number, text},
    version::ITEM_SCHEMA,
};
use crate::stream::{Format, StreamOptions, format::NDJSON};

/// Collects the schemas that an item of a stream, or its document, refers to.
pub fn schemas<D: DescribedStream>(schemas: &mut Schemas) {
    lookup::collect::<D::Item>(D::INSTANCES, schemas);
}

/// The schema of what is sent as `application/json`: the document, the array of items, or the object with that array as a
/// member.
#[must_use]
pub fn body<D: DescribedStream>() -> RefOr<utoipa::openapi::Schema> {
    let options = D::OPTIONS;
    if options.document {
        return lookup::reference::<D::Item>(D::INSTANCES);
    }
    let array = ArrayBuilder::new().items(lookup::reference::<D::Item>(D::INSTANCES));
    let Some(items) = options.items else {
        return array.into();
    };
    let description = "The items, among members of the handler's own that stand before and after them.";
    let envelope = ObjectBuilder::new().description(Some(description));
    let envelope = envelope.property(items, array).required(items);
    if !options.end_record {
        return envelope.into();
    }
    let count = number(0).description(Some("How many items there are."));
    envelope.property("count", count).required("count").into()
}

/// The response with the stream in each of its formats, and those with the problems that Velithon itself answers, unless the
/// handler's error is made of them. The handler's own errors are not described: it lists them in its `#[utoipa::path]`.
#[must_use]
pub fn responses<D: DescribedStream>() -> Responses {
    let ok = (StatusCode::OK.as_str().to_owned(), started::<D>().into());
    if D::OWN_REFUSALS {
        return Responses::from([ok]);
    }
    let internal = problems::internal(
        "The response could not be started; the server's log has the reason.",
        None,
    );
    let mut responses = Responses::from([ok, (internal.0, internal.1.into())]);
    // Both may need a thread.
    if D::BLOCKING || D::OPTIONS.document {
        let (status, response) = problems::too_many_streams();
        responses.insert(status, response.into());
    }
    responses
}

fn started<D: DescribedStream>() -> ResponseBuilder {
    let options = D::OPTIONS;
    if options.document {
        let description = "One JSON document. Should it fail after its start, the response is aborted.";
        let response = ResponseBuilder::new()
            .description(description)
            .content(Format::Array.content_type(), Content::new(Some(body::<D>())));
        return saved(options, response);
    }
    let mut description = "The items, one after the other. Should the stream fail after its start, the response is \
                           aborted"
        .to_owned();
    description.push_str(if options.formats.iter().any(|format| format.has_records()) {
        "; lines and events tell why by a last record `$error`."
    } else {
        "."
    });
    let mut response = ResponseBuilder::new().description(description);
    for format in options.formats {
        response = match format {
            Format::Array => response.content(format.content_type(), Content::new(Some(body::<D>()))),
            Format::Ndjson => NDJSON
                .iter()
                .fold(response, |response, name| response.content(*name, lines::<D>())),
            Format::Sse => response.content(format.content_type(), events::<D>()),
            #[cfg(feature = "csv")]
            Format::Csv => response.content(format.media_type(), table()),
        };
    }
    if options.formats.len() > 1 {
        response = response.header("vary", Header::new(text()));
    }
    saved(options, response)
}

/// Adds the header `Content-Disposition`, where the handler has a file name for the response.
fn saved(options: StreamOptions, response: ResponseBuilder) -> ResponseBuilder {
    if options.filename.is_none() {
        return response;
    }
    let header = HeaderBuilder::new()
        .schema(Some(text()))
        .description(Some("The name under which a browser saves the response (RFC 6266)."));
    response.header("content-disposition", header.build())
}

/// Text that consists of such records. OpenAPI 3.1 cannot say that; [`OpenApi32`](super::OpenApi32) makes it `itemSchema`.
pub(super) fn records(record: &RefOr<utoipa::openapi::Schema>) -> Content {
    let record = serde_json::to_value(record).unwrap_or_default();
    ContentBuilder::new()
        .schema(Some(text()))
        .extensions(Some(ExtensionsBuilder::new().add(ITEM_SCHEMA, record).build()))
        .build()
}

/// Text of which OpenAPI can say no more than that it is a table.
#[cfg(feature = "csv")]
pub(super) fn table() -> Content {
    let description = "A table as RFC 4180 has it: a line of the fields' names, those of nested objects as `address.city`, and \
                       a line for each item. Lists and maps are JSON inside a field.";
    let table = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description));
    Content::new(Some(table))
}

fn lines<D: DescribedStream>() -> Content {
    let end = D::OPTIONS.end_record.then(|| one_member("$end", end()));
    let item = AnyOfBuilder::new().item(lookup::reference::<D::Item>(D::INSTANCES));
    let records = end.into_iter().chain([one_member("$error", error::<D>())]);
    records_of(records.fold(item, AnyOfBuilder::item))
}

fn records_of(kinds: AnyOfBuilder) -> Content {
    records(&kinds.into())
}

pub(super) fn one_member(name: &str, value: ObjectBuilder) -> ObjectBuilder {
    ObjectBuilder::new().property(name, value).required(name)
}

fn end() -> ObjectBuilder {
    ObjectBuilder::new().property("count", number(0)).required("count")
}

fn error<D: DescribedStream>() -> ObjectBuilder {
    let error = problem_record();
    if D::OPTIONS.error_detail {
        error.property("detail", text()).required("detail")
    } else {
        error
    }
}

/// What the record of every failure says.
pub(super) fn problem_record() -> ObjectBuilder {
    ObjectBuilder::new()
        .property("title", text())
        .required("title")
        .property("status", number(100).maximum(Some(599)))
        .required("status")
}

fn events<D: DescribedStream>() -> Content {
    let data = AnyOfBuilder::new()
        .item(lookup::reference::<D::Item>(D::INSTANCES))
        .item(one_member("$end", end()))
        .item(one_member("$error", error::<D>()));
    event(data)
}

/// Server-sent events as a client has parsed them: `data` is text that holds JSON, one of these.
pub(super) fn event(data: AnyOfBuilder) -> Content {
    let data = ObjectBuilder::new()
        .schema_type(Type::String)
        .content_media_type(Format::Array.content_type())
        .content_schema(Some(data));
    let event = ObjectBuilder::new()
        .property("data", data)
        .required("data")
        .property("event", text())
        .property("id", text())
        .property("retry", number(0));
    records(&event.into())
}
