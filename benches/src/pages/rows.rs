use std::sync::Arc;

use axum::extract::State;

use crate::items::Small;

/// The rows in memory that the handlers of both sides page through.
pub(super) type Rows = State<Arc<[Small]>>;
