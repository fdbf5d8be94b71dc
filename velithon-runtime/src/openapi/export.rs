//! Handlers that answer with a page or with everything: both on one operation.

use http::StatusCode;
use utoipa::openapi::{
    ArrayBuilder, Content, Header, ObjectBuilder, ResponseBuilder, path::Parameter, schema::AnyOfBuilder,
};

#[cfg(feature = "csv")]
use super::stream::table;
use super::{
    Responses,
    described::DescribedPage,
    page, parameters,
    schema::Schema,
    schema_parts::{boolean, cursor, number, text},
    stream::{event, one_member, problem_record, records},
};
use crate::{
    export::ExportOptions,
    stream::{Format, format::NDJSON},
};

/// What the description of a handler with an export is made of.
pub trait DescribedExport: DescribedPage {
    /// The options that its exports are made by.
    const EXPORT: &'static ExportOptions;
}

/// The parameters of the page, which are those of the export, and `Last-Event-ID`, where there are events.
#[must_use]
pub fn parameters<D: DescribedExport>() -> Vec<Parameter> {
    let mut parameters = parameters::of_page::<D>();
    for parameter in &mut parameters {
        if parameter.name == D::OPTIONS.size_name {
            *parameter = parameters::export_size(D::OPTIONS);
        } else if parameter.name == D::OPTIONS.position_name {
            let said = parameter.description.take().unwrap_or_default();
            parameter.description = Some(format!("{said} An export goes on from an `after` as well."));
        }
    }
    parameters.extend(D::OPERATION.without_listed(parameters::last_event_id(D::EXPORT.stream)));
    parameters
}

/// The responses of the page, the first of which may also be an export.
#[must_use]
pub fn responses<D: DescribedExport>() -> Responses {
    let mut responses = page::responses::<D>();
    let ok = with_export::<D>(page::page::<D>());
    responses.insert(StatusCode::OK.as_str().to_owned(), ok.into());
    responses
}

fn with_export<D: DescribedExport>(page: ResponseBuilder) -> ResponseBuilder {
    let options = D::EXPORT;
    let mut response = page
        .description(
            "A page of rows; or, where `Accept` names lines or events, all rows from `cursor` on. `$mark` and `$end` tell the \
             cursor that goes on behind the rows before them, and events have it as their `id`. An export that was cut, or \
             whose `$end` is not `complete`, goes on from the last of these cursors.",
        )
        .header("vary", Header::new(text()))
        .header("link-template", page::template_header());
    for format in options.stream.formats {
        response = match format {
            Format::Array => response,
            Format::Ndjson => NDJSON
                .iter()
                .fold(response, |response, name| response.content(*name, lines::<D>())),
            Format::Sse => response.content(format.content_type(), event(data::<D>())),
            #[cfg(feature = "csv")]
            Format::Csv => response.content(format.media_type(), table()),
        };
    }
    if options.arrays {
        let rows = ArrayBuilder::new().items(D::Row::reference());
        response = response.content("application/json; rows=all", Content::new(Some(rows)));
    }
    response
}

fn lines<D: DescribedExport>() -> Content {
    let mark = ObjectBuilder::new().property("count", number(0)).required("count");
    let record = data::<D>().item(one_member("$mark", mark.property("after", cursor()).required("after")));
    records(&record.into())
}

/// What the data of an event may be; a line may be a mark, too.
fn data<D: DescribedExport>() -> AnyOfBuilder {
    let end = ObjectBuilder::new()
        .property("count", number(0))
        .required("count")
        .property("complete", boolean())
        .required("complete")
        .property("after", cursor());
    let error = problem_record().property("after", cursor());
    AnyOfBuilder::new()
        .item(D::Row::reference())
        .item(one_member("$end", end))
        .item(one_member("$error", error))
}
