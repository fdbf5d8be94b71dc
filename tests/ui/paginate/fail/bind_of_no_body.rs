use axum::Json;
use serde::Deserialize;
use velithon::{Keyset, paginate};

#[derive(Deserialize)]
struct Filter { tag: String }

#[derive(serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row { #[keyset(unique)] id: i64 }

#[paginate(style = cursor, bind(body = filter))]
async fn not_serialize(Json(filter): Json<Filter>) -> Vec<Row> { let _ = filter.tag; Vec::new() }

#[paginate(style = cursor, bind(body = filter))]
async fn an_extractor(filter: Json<u32>) -> Vec<Row> { let _ = filter; Vec::new() }

#[paginate(style = cursor, bind(body = other))]
async fn no_such_parameter(Json(filter): Json<u32>) -> Vec<Row> { let _ = filter; Vec::new() }

#[paginate(style = cursor, bind(body = tag))]
async fn a_part(Json(Filter { tag, .. }): Json<Filter>) -> Vec<Row> { let _ = tag; Vec::new() }

#[paginate(style = cursor, bind(body))]
async fn no_value(Json(body): Json<u32>) -> Vec<Row> { let _ = body; Vec::new() }

#[paginate(style = cursor, bind(header = "x"))]
async fn a_header() -> Vec<Row> { Vec::new() }

#[paginate(bind(body = filter))]
async fn numbered(Json(filter): Json<u32>) -> Vec<u32> { let _ = filter; Vec::new() }

fn main() {}
