//! The responses with a problem (RFC 9457) that Velithon itself answers.

use http::StatusCode;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{self, Content, Header, ObjectBuilder, RefOr, ResponseBuilder},
};

use super::schema_parts::{number, one_of_words, text};
use crate::problem::Problem;

/// Lets an application describe problems of its own: `(status = 503, body = Problem)`.
impl PartialSchema for Problem {
    fn schema() -> RefOr<openapi::Schema> {
        members().property("code", text()).into()
    }
}

impl ToSchema for Problem {}

/// The members that every problem has, but for `code`, whose values differ. It is among the required ones.
fn members() -> ObjectBuilder {
    let members = ObjectBuilder::new()
        .property("type", text())
        .property("title", text())
        .property("status", number(100).maximum(Some(599)))
        .property("detail", text());
    ["type", "title", "status", "detail", "code"]
        .into_iter()
        .fold(members, ObjectBuilder::required)
}

pub(super) fn response(description: &str, problem: ObjectBuilder) -> ResponseBuilder {
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", Content::new(Some(problem)))
}

/// The schema of a problem with one of `parameters`, and with `bounds` that it may have.
pub(super) fn about_parameter<'c>(
    codes: impl IntoIterator<Item = &'c str>,
    parameters: impl IntoIterator<Item = &'static str>,
    bounds: &[&str],
) -> ObjectBuilder {
    let problem = members()
        .property("code", one_of_words(codes))
        .property("parameter", one_of_words(parameters))
        .required("parameter");
    bounds
        .iter()
        .fold(problem, |problem, bound| problem.property(*bound, number(0)))
}

/// The response 500 with its status; `code` is one that it may have beside `internal`.
pub(super) fn internal(description: &str, code: Option<&str>) -> (String, ResponseBuilder) {
    let codes = [Problem::INTERNAL].into_iter().chain(code);
    let problem = members().property("code", one_of_words(codes));
    let status = StatusCode::INTERNAL_SERVER_ERROR.as_str().to_owned();
    (status, response(description, problem))
}

/// The response 503 with its status, where the database has no connection left.
pub(super) fn busy() -> (String, ResponseBuilder) {
    let description = "All connections to the database are in use; ask again a little later.";
    unavailable(description, Problem::BUSY)
}

/// The response 503 with its status, for a stream that needs a thread where none is free.
pub(super) fn too_many_streams() -> (String, ResponseBuilder) {
    let description = "The server makes as many responses of this kind as it can.";
    unavailable(description, Problem::TOO_MANY_STREAMS)
}

fn unavailable(description: &str, code: &str) -> (String, ResponseBuilder) {
    let problem = members().property("code", one_of_words([code]));
    let response = response(description, problem).header("retry-after", Header::new(number(0)));
    (StatusCode::SERVICE_UNAVAILABLE.as_str().to_owned(), response)
}
