//! The parameters that a handler takes because of its attribute.

use utoipa::openapi::{
    ObjectBuilder, Required,
    path::{Parameter, ParameterBuilder, ParameterIn},
};

use super::{
    described::{DescribedPage, DescribedStream},
    schema_parts::{cursor, number, one_of_words, text},
};
use crate::{
    keyset::Sort,
    page::{
        OverMax, PageOptions, PageRequest, PageStyle,
        cursor::sort::{has_choice, names},
    },
    stream::{Format, StreamOptions},
};

/// The parameters for the start of a page, its size and, where the rows have several orders, the order; those that the handler
/// lists itself are left out.
#[must_use]
pub fn of_page<D: DescribedPage>() -> Vec<Parameter> {
    let (options, facts) = (D::OPTIONS, D::FACTS);
    let start = match options.style {
        PageStyle::Page => position("Which page, from 1 on.", options, facts.depth),
        PageStyle::Offset => position("The row at which the page starts, from 0 on.", options, facts.depth),
        PageStyle::Cursor => cursor_parameter(options),
    };
    let mut parameters = vec![start, size(options)];
    if let [first, ..] = facts.sorts
        && has_choice(facts.sorts, options)
    {
        parameters.push(order(options, first, facts.sorts));
    }
    D::OPERATION.without_listed(parameters)
}

fn cursor_parameter(options: &PageOptions) -> Parameter {
    let given = if options.items.is_none() {
        "the `X-Next-Cursor` or `X-Prev-Cursor`"
    } else {
        "the `next_cursor` or `prev_cursor`"
    };
    let description = format!("Where the page starts: {given} of another page. Without it, at the first row.");
    in_query(options.position_name, &description, cursor())
}

fn order(options: &PageOptions, first: &Sort, sorts: &[Sort]) -> Parameter {
    let names: Vec<_> = names(sorts, options).collect();
    let schema =
        one_of_words(names.iter().map(String::as_str)).default(Some(options.sort.unwrap_or(first.name()).into()));
    let what = if options.reverse {
        "The order of the rows; with a `-` before its name, reversed."
    } else {
        "The order of the rows."
    };
    in_query(options.sort_name, what, schema)
}

fn position(which: &str, options: &PageOptions, source_depth: Option<u64>) -> Parameter {
    let (style, deepest) = (options.style, options.deepest(source_depth));
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

/// The size of a page, and of an export, which may have any number of rows.
pub(super) fn export_size(options: &PageOptions) -> Parameter {
    let (size, max) = (options.size, options.max_size);
    let above = match options.over_max {
        OverMax::Clamp => format!("where {max} is as much as there can be"),
        OverMax::Reject => format!("and more than {max} is answered with 400"),
    };
    let description = format!(
        "How many rows a page has at most: {size} without it, {above}. An export ends after so many rows; without it, after \
         the last one."
    );
    in_query(options.size_name, &description, number(1))
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

/// `Last-Event-ID`, where the handler may answer with events and does not list it itself.
#[must_use]
pub fn of_stream<D: DescribedStream>() -> Vec<Parameter> {
    D::OPERATION.without_listed(last_event_id(D::OPTIONS))
}

pub(super) fn last_event_id(options: StreamOptions) -> Option<Parameter> {
    options.has(Format::Sse).then(|| {
        ParameterBuilder::new()
            .name("Last-Event-ID")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "The `id` of the last event that arrived, from a client that connects again for events.",
            ))
            .schema(Some(text()))
            .build()
    })
}
