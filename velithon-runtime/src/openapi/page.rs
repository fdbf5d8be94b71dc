use http::StatusCode;
use utoipa::openapi::{ArrayBuilder, Content, Header, HeaderBuilder, ResponseBuilder};

use super::{
    Responses, Schemas, described::DescribedPage, links, lookup, members, page_body::body, problems,
    schema_parts::one_of_words,
};
use crate::{
    page::{
        OverMax, PageStyle,
        cursor::{
            binding::DIFFERENCES,
            sort::{has_choice, names},
        },
    },
    problem::Problem,
};

/// Collects the schemas that the row of a page refers to.
pub fn schemas<D: DescribedPage>(schemas: &mut Schemas) {
    lookup::collect::<D::Row>(D::INSTANCES, schemas);
    if let Some((_, collect)) = D::ENVELOPE {
        collect(schemas);
    }
}

/// The response with a page, and those with the problems that Velithon itself answers. The handler's own errors are not
/// described, also where its error type is made of these problems: it lists them in its `#[utoipa::path]`.
#[must_use]
pub fn responses<D: DescribedPage>() -> Responses {
    let mut responses = Responses::from([(StatusCode::OK.as_str().to_owned(), page::<D>().into())]);
    if D::FACTS.refuses_itself {
        return responses;
    }
    let is_walk = D::OPTIONS.style == PageStyle::Cursor;
    let internal = problems::internal(
        "The rows could not be read or written; the server's log has the reason.",
        is_walk.then_some(Problem::CURSOR_TOO_LONG),
    );
    let refusal = (StatusCode::BAD_REQUEST.as_str().to_owned(), refusal::<D>());
    let busy = D::FACTS.can_be_busy.then(problems::busy);
    let problems = [refusal, internal].into_iter().chain(busy);
    responses.extend(problems.map(|(status, response)| (status, response.into())));
    responses
}

pub(super) fn page<D: DescribedPage>() -> ResponseBuilder {
    let (options, bare) = (D::OPTIONS, D::OPTIONS.items.is_none());
    let mut response = ResponseBuilder::new()
        .description("A page of rows.")
        .content("application/json", Content::new(Some(body::<D>())));
    if options.links.in_header(bare) {
        response = response.header("link", link_header(options.style));
    } else if options.style == PageStyle::Cursor {
        response = response.header("link-template", template_header());
    }
    for (name, link) in links::of_page::<D>() {
        response = response.link(name, link);
    }
    if bare {
        for member in members::all::<D>() {
            let header = HeaderBuilder::new()
                .schema(Some(member.schema))
                .description(Some(member.description));
            response = response.header(member.header, header.build());
        }
    }
    response
}

fn link_header(style: PageStyle) -> Header {
    let relations = members::relations(style).collect::<Vec<_>>().join("`, `");
    let description = format!(
        "Where the other pages are (RFC 8288): `{relations}`, as far as there are such pages and the request may ask for \
         them."
    );
    HeaderBuilder::new()
        .schema(Some(super::schema_parts::text()))
        .description(Some(description))
        .build()
}

pub(super) fn template_header() -> Header {
    let description = "How a cursor goes on from here (RFC 9652): a template of the next URL, whose variable is the cursor's \
                       parameter.";
    HeaderBuilder::new()
        .schema(Some(super::schema_parts::text()))
        .description(Some(description))
        .build()
}

fn refusal<D: DescribedPage>() -> ResponseBuilder {
    let (options, sorts) = (D::OPTIONS, D::FACTS.sorts);
    let has_sorts = has_choice(sorts, options);
    let of_position: &[&str] = match options.style {
        PageStyle::Page | PageStyle::Offset => &["offset-too-deep"],
        PageStyle::Cursor => &["invalid-cursor", "cursor-query-mismatch"],
    };
    let codes = ["duplicate-parameter", "invalid-parameter"]
        .into_iter()
        .chain(of_position.iter().copied())
        .chain((options.over_max == OverMax::Reject).then_some("size-too-large"))
        .chain(has_sorts.then_some("unknown-sort"));
    let parameters = [options.position_name, options.size_name]
        .into_iter()
        .chain(has_sorts.then_some(options.sort_name));
    let bounds: &[&str] = match options.style {
        PageStyle::Page | PageStyle::Offset => &["minimum", "maximum", "max_offset"],
        PageStyle::Cursor => &["minimum", "maximum"],
    };
    let mut problem = problems::about_parameter(codes, parameters, bounds);
    if has_sorts {
        let names: Vec<_> = names(sorts, options).collect();
        let allowed = ArrayBuilder::new().items(one_of_words(names.iter().map(String::as_str)));
        problem = problem.property("allowed", allowed);
    }
    if options.style == PageStyle::Cursor {
        let differs = DIFFERENCES.iter().map(|(name, _)| *name);
        let differs = differs.filter(|name| *name != "body" || options.binds_body);
        problem = problem.property("differs", ArrayBuilder::new().items(one_of_words(differs)));
    }
    problems::response("A parameter asks for no page that there can be.", problem)
}
