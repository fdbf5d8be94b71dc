//! Velithon
pub use velithon_macros::stream_json;
pub use velithon_runtime::{
    __private, Emit, Emitter, Error, HeadersMut, Items, JsonBody, JsonStream, LocalJsonStream, Problem, RequestHead,
    StreamOptions,
};
