//! One handler a module, which imports what its signature names and nothing else: what the expansion leaves out of a signature
//! would be an import that is not used.

#![expect(dead_code, reason = "no handler is routed")]
#![expect(
    unused_qualifications,
    reason = "a path whose first name is imported is one of the cases"
)]

mod stream {
    use futures::{Stream, stream};
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> impl Stream<Item = u32> {
        stream::iter([1])
    }
}

mod stream_in_result {
    use futures::{Stream, stream};
    use velithon::stream_json;

    use crate::types::AppError;

    #[stream_json]
    async fn handler() -> Result<impl Stream<Item = u32>, AppError> {
        Ok(stream::iter([1]))
    }
}

mod stream_of_results {
    use futures::{Stream, stream};
    use velithon::stream_json;

    use crate::types::AppResult;

    #[stream_json]
    async fn handler() -> impl Stream<Item = AppResult<u32>> {
        stream::iter([Ok(1)])
    }
}

mod stream_with_more {
    use std::fmt::Debug;

    use futures::{Stream, stream};
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> impl Stream<Item = u32> + Debug {
        stream::iter([1])
    }
}

mod stream_local {
    use futures::{Stream, stream};
    use velithon::stream_json;

    #[stream_json(?Send)]
    async fn handler() -> impl Stream<Item = u32> {
        stream::iter([1])
    }
}

mod iterator_by_path {
    use std::iter;

    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> impl iter::Iterator<Item = u32> {
        [1].into_iter()
    }
}

mod iterator_by_path_in_result {
    use std::iter;

    use velithon::stream_json;

    use crate::types::AppError;

    #[stream_json]
    async fn handler() -> Result<impl iter::Iterator<Item = u32>, AppError> {
        Ok([1].into_iter())
    }
}

mod iterator_by_path_blocking {
    use std::iter;

    use velithon::stream_json;

    #[stream_json]
    fn handler() -> impl iter::Iterator<Item = u32> {
        [1].into_iter()
    }
}

mod iterator_with_more {
    use std::fmt::Debug;

    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> impl Iterator<Item = u32> + Debug {
        [1].into_iter()
    }
}

mod iterator_of_rows {
    use velithon::stream_json;

    use crate::types::Row;

    #[stream_json]
    async fn handler() -> impl Iterator<Item = Row> {
        std::iter::empty()
    }
}

mod iterator_of_rows_in_result {
    use velithon::stream_json;

    use crate::types::{AppError, Row};

    #[stream_json]
    async fn handler() -> Result<impl Iterator<Item = Row>, AppError> {
        Ok(std::iter::empty())
    }
}

mod document {
    use serde::Serialize;
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> impl Serialize {
        1
    }
}

mod document_in_result {
    use serde::Serialize;
    use velithon::stream_json;

    use crate::types::AppError;

    #[stream_json]
    async fn handler() -> Result<impl Serialize, AppError> {
        Ok(1)
    }
}

mod document_blocking {
    use serde::Serialize;
    use velithon::stream_json;

    #[stream_json]
    fn handler() -> impl Serialize {
        1
    }
}

mod list_of_values {
    use serde::Serialize;
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> Vec<impl Serialize> {
        vec![1]
    }
}

mod list_of_values_in_result {
    use serde::Serialize;
    use velithon::stream_json;

    use crate::types::AppError;

    #[stream_json]
    async fn handler() -> Result<Vec<impl Serialize>, AppError> {
        Ok(vec![1])
    }
}

mod boxed_iterator {
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> Box<impl Iterator<Item = u32>> {
        Box::new([1].into_iter())
    }
}

mod boxed_iterator_in_result {
    use velithon::stream_json;

    use crate::types::AppResult;

    #[stream_json]
    async fn handler() -> AppResult<Box<impl Iterator<Item = u32>>> {
        Ok(Box::new([1].into_iter()))
    }
}

mod pinned_stream_in_result {
    use std::pin::Pin;

    use futures::{Stream, stream};
    use velithon::stream_json;

    use crate::types::AppError;

    #[stream_json]
    async fn handler() -> Result<Pin<Box<impl Stream<Item = u32>>>, AppError> {
        Ok(Box::pin(stream::iter([1])))
    }
}

mod iterator_of_values {
    use serde::Serialize;
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> impl Iterator<Item = impl Serialize> {
        [1].into_iter()
    }
}

mod list_in_result {
    use velithon::stream_json;

    use crate::types::{AppResult, Row};

    #[stream_json]
    async fn handler() -> AppResult<Vec<Row>> {
        Ok(vec![])
    }
}

mod shared {
    use std::sync::Arc;

    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> Arc<[u32]> {
        [1].into()
    }
}

mod set {
    use std::collections::BTreeSet;

    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> BTreeSet<u32> {
        [1].into()
    }
}

mod boxed {
    use futures::{StreamExt, stream, stream::BoxStream};
    use velithon::stream_json;

    #[stream_json]
    async fn handler() -> BoxStream<'static, u32> {
        stream::iter([1]).boxed()
    }
}

mod emitted {
    use velithon::{Emitter, stream_json};

    use crate::types::Row;

    #[stream_json]
    async fn handler(_: &Emitter<Row>) {}
}

mod emitted_in_result {
    use velithon::{Emitter, stream_json};

    use crate::types::{AppError, Row};

    #[stream_json]
    async fn handler(_: &Emitter<Row>) -> Result<(), AppError> {
        Ok(())
    }
}

mod emitted_blocking {
    use velithon::{BlockingEmitter, stream_json};

    use crate::types::Row;

    #[stream_json]
    fn handler(_: &BlockingEmitter<Row>) {}
}

mod page {
    use velithon::paginate;

    use crate::types::Row;

    #[paginate]
    async fn handler() -> Vec<Row> {
        vec![]
    }
}

mod page_in_result {
    use velithon::paginate;

    use crate::types::{AppError, Row};

    #[paginate]
    async fn handler() -> Result<Vec<Row>, AppError> {
        Ok(vec![])
    }
}

mod page_awaited {
    use velithon::paginate;

    use crate::types::{AppError, Row};

    #[paginate]
    async fn handler() -> Result<Vec<Row>, AppError> {
        std::future::ready(()).await;
        Ok(vec![])
    }
}

mod page_of_values {
    use serde::Serialize;
    use velithon::paginate;

    #[paginate]
    async fn handler() -> Vec<impl Serialize> {
        vec![1]
    }
}

mod page_of_stream {
    use futures::{Stream, stream};
    use velithon::paginate;

    use crate::types::AppError;

    #[paginate]
    async fn handler() -> Result<impl Stream<Item = u32>, AppError> {
        Ok(stream::iter([1]))
    }
}

mod page_of_iterator {
    use std::iter;

    use velithon::paginate;

    #[paginate]
    async fn handler() -> impl iter::Iterator<Item = u32> {
        [1].into_iter()
    }
}

mod page_of_iterator_blocking {
    use std::iter;

    use velithon::paginate;

    #[paginate]
    fn handler() -> impl iter::Iterator<Item = u32> {
        [1].into_iter()
    }
}

mod page_shared {
    use std::sync::Arc;

    use velithon::paginate;

    #[paginate]
    async fn handler() -> Arc<[u32]> {
        [1].into()
    }
}

mod page_boxed_in_result {
    use velithon::paginate;

    use crate::types::AppError;

    #[paginate]
    async fn handler() -> Result<Box<impl Iterator<Item = u32>>, AppError> {
        Ok(Box::new([1].into_iter()))
    }
}

mod page_list_of_values_in_result {
    use serde::Serialize;
    use velithon::paginate;

    use crate::types::AppError;

    #[paginate]
    async fn handler() -> Result<Vec<impl Serialize>, AppError> {
        Ok(vec![1])
    }
}

mod page_of_source {
    use velithon::{PageSource, paginate};

    use crate::types::Rows;

    #[paginate]
    async fn handler() -> impl PageSource<Item = u32> {
        Rows
    }
}

mod page_of_source_in_result {
    use velithon::{PageSource, paginate};

    use crate::types::{AppError, Rows};

    #[paginate]
    async fn handler() -> Result<impl PageSource<Item = u32>, AppError> {
        Ok(Rows)
    }
}

mod page_of_counted_source {
    use velithon::{CountSource, paginate};

    use crate::types::Rows;

    #[paginate]
    async fn handler() -> impl CountSource<Item = u32> {
        Rows
    }
}

mod requested {
    use velithon::{PageItems, PageRequest, paginate};

    use crate::types::{AppError, Row};

    #[paginate]
    async fn handler(_: PageRequest) -> Result<PageItems<Row>, AppError> {
        Ok(PageItems::new(vec![]))
    }
}

mod requested_blocking {
    use velithon::{PageItems, PageRequest, paginate};

    use crate::types::Row;

    #[paginate]
    fn handler(_: PageRequest) -> PageItems<Row> {
        PageItems::new(vec![])
    }
}

mod walked {
    use velithon::paginate;

    use crate::types::Row;

    #[paginate(style = cursor)]
    async fn handler() -> Vec<Row> {
        vec![]
    }
}

mod walked_request {
    use velithon::{CursorRequest, PageItems, paginate};

    use crate::types::{AppResult, Row};

    #[paginate(style = cursor)]
    async fn handler(_: CursorRequest<Row>) -> AppResult<PageItems<Row>> {
        Ok(PageItems::new(vec![]))
    }
}
