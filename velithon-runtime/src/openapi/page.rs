use http::StatusCode;
use utoipa::openapi::{Content, Header, HeaderBuilder, ResponseBuilder};

use super::{DescribedPage, Responses, Schema, Schemas, members, page_body::body, problems};
use crate::OverMax;

/// The schemas that a page refers to.
pub fn schemas<D: DescribedPage>(schemas: &mut Schemas) {
    D::Row::collect(schemas);
}

/// A page, and the problems that keep it from being made. The handler's own errors are its own to describe.
#[must_use]
pub fn responses<D: DescribedPage>() -> Responses {
    let internal = problems::internal("The rows could not be read or written; the server's log has the reason.");
    Responses::from([
        (StatusCode::OK.as_str().to_owned(), page::<D>().into()),
        (StatusCode::BAD_REQUEST.as_str().to_owned(), refusal::<D>().into()),
        (internal.0, internal.1.into()),
    ])
}

fn page<D: DescribedPage>() -> ResponseBuilder {
    let (options, bare) = (D::OPTIONS, D::OPTIONS.items.is_none());
    let mut response = ResponseBuilder::new()
        .description("A page of rows.")
        .content("application/json", Content::new(Some(body::<D>())));
    if options.links.in_header(bare) {
        response = response.header("link", links());
    }
    if bare {
        for member in members::all::<D>() {
            let header = HeaderBuilder::new()
                .schema(Some(member.schema))
                .description(Some(member.about));
            response = response.header(member.header, header.build());
        }
    }
    response
}

fn links() -> Header {
    let description = "Where the other pages are (RFC 8288): `first`, `prev`, `next` and `last`, as far as there are \
                       such pages and the request may ask for them.";
    HeaderBuilder::new()
        .schema(Some(super::schema_parts::text()))
        .description(Some(description))
        .build()
}

fn refusal<D: DescribedPage>() -> ResponseBuilder {
    let options = D::OPTIONS;
    let codes = ["duplicate-parameter", "invalid-parameter", "offset-too-deep"]
        .into_iter()
        .chain((options.over_max == OverMax::Reject).then_some("size-too-large"));
    let parameters = [options.position_name, options.size_name];
    problems::bad_request("A parameter asks for no page that there can be.", codes, parameters)
}
