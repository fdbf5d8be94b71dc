//! One value that is returned.

use velithon::stream_json;

use super::{AppError, AppResult, Hidden, Order};

gives! {
    document = r#"{"id":1}"#;
    document_in_a_result = r#"{"id":1}"#;
    document_in_a_hidden_result = r#"{"id":1}"#;
    opaque_document = r#"{"id":1}"#;
    opaque_document_in_an_alias = r#"{"id":1}"#;
    optional_document = "null";
}

#[stream_json]
async fn document() -> Order {
    Order { id: 1 }
}

#[stream_json]
async fn document_in_a_result() -> Result<Order, AppError> {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn document_in_a_hidden_result() -> Hidden {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn opaque_document() -> impl serde::Serialize {
    Order { id: 1 }
}

#[stream_json]
async fn opaque_document_in_an_alias() -> AppResult<impl serde::Serialize> {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn optional_document() -> Option<Order> {
    None
}
