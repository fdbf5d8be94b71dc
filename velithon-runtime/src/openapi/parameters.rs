//! The parameters of handlers.

use utoipa::openapi::{
    ObjectBuilder, Required, Type,
    path::{Parameter, ParameterBuilder, ParameterIn},
};

use super::{DescribedPage, DescribedStream, schema_parts::number};
use crate::{Format, OverMax, PageOptions, PageStyle, page::PageRequest};

/// Where a page starts, and how long it is.
#[must_use]
pub fn of_page<D: DescribedPage>() -> Vec<Parameter> {
    vec![position(D::OPTIONS, D::FACTS.depth), size(D::OPTIONS)]
}

fn position(options: &PageOptions, source_depth: Option<u64>) -> Parameter {
    let (style, deepest) = (options.style, options.deepest(source_depth));
    let which = match style {
        PageStyle::Page => "Which page, from 1 on.",
        PageStyle::Offset => "The row at which the page starts, from 0 on.",
    };
    let schema = number(style.first()).default(Some(style.first().into()));
    if deepest == PageRequest::DEEPEST {
        return in_query(options.position_name, which, schema);
    }
    let description =
        format!("{which} Pages start at row {deepest} at the latest, counted from 0; beyond it the answer is 400.");
    // Any larger one is refused whatever the size.
    let schema = schema.maximum(usize::try_from(style.position_of(deepest, 1)).ok());
    in_query(options.position_name, &description, schema)
}

fn size(options: &PageOptions) -> Parameter {
    let max = options.max_size;
    let above = match options.over_max {
        OverMax::Clamp => format!("a larger number counts as {max}"),
        OverMax::Reject => "a larger number is answered with 400".to_owned(),
    };
    let description = format!("How many rows the page has at most; {above}.");
    let schema = number(1).maximum(Some(max)).default(Some(options.size.into()));
    in_query(options.size_name, &description, schema)
}

fn in_query(name: &str, description: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// What a client that was interrupted says, where there are events.
#[must_use]
pub fn of_stream<D: DescribedStream>() -> Vec<Parameter> {
    let has_events = D::OPTIONS.has(Format::Sse);
    let last_event_id = has_events.then(|| {
        ParameterBuilder::new()
            .name("Last-Event-ID")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "The `id` of the last event that arrived, from a client that connects again for events.",
            ))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build()
    });
    last_event_id.into_iter().collect()
}
