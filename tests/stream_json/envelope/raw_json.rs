//! JSON that is written elsewhere.

use serde_json::value::RawValue;
use velithon::{Emitter, stream_json};

use super::{ask, lines};
use crate::support::get;

#[tokio::test]
async fn json_written_elsewhere_passes_through_in_every_place_and_format() {
    const RAW: &str = "{\"a\":\r\n[1.50,\n\"b\\nc\"] }";
    const ON_ONE_LINE: &str = "{\"a\":  [1.50, \"b\\nc\"] }";

    #[derive(serde::Serialize)]
    struct Nested<'a> {
        #[serde(borrow)]
        raw: &'a RawValue,
        list: Vec<&'a RawValue>,
    }

    fn raw() -> Box<RawValue> {
        RawValue::from_string(RAW.to_owned()).unwrap()
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn unsized_items(rows: &Emitter<RawValue>) {
        rows.head("head", &raw()).await;
        rows.emit(&raw()).await;
        rows.emit_all([raw()]).await;
        rows.tail("tail", &*raw()).await;
    }

    #[stream_json(items = "rows", formats = [array, ndjson, sse])]
    async fn borrowed(rows: &Emitter<&RawValue>) {
        let raw = raw();
        rows.emit(&&*raw).await;
        rows.emit_all([&*raw]).await;
    }

    #[stream_json(formats = [array, ndjson, sse])]
    async fn boxed() -> Vec<Box<RawValue>> {
        vec![raw(), raw()]
    }

    #[stream_json(formats = [array, ndjson, sse])]
    async fn bounded(rows: &Emitter<Nested<'_>>) {
        let raw = raw();
        let list = vec![&*raw, &*raw];
        rows.emit_owned(Nested { raw: &raw, list }).await;
    }

    #[stream_json(document = blocking)]
    async fn document() -> (Box<RawValue>, [Box<RawValue>; 1]) {
        (raw(), [raw()])
    }

    assert_eq!(
        get(unsized_items).await.text(),
        format!("{{\"head\":{RAW},\"rows\":[{RAW},{RAW}],\"tail\":{RAW}}}")
    );
    assert_eq!(get(borrowed).await.text(), format!("{{\"rows\":[{RAW},{RAW}]}}"));
    assert_eq!(get(boxed).await.text(), format!("[{RAW},{RAW}]"));
    let nested = |raw: &str| format!("{{\"raw\":{raw},\"list\":[{raw},{raw}]}}");
    assert_eq!(get(bounded).await.text(), format!("[{}]", nested(RAW)));
    assert_eq!(get(document).await.text(), format!("[{RAW},[{RAW}]]"));

    let line = format!("{ON_ONE_LINE}\n");
    assert_eq!(lines(unsized_items).await.text(), line.repeat(2));
    assert_eq!(lines(borrowed).await.text(), line.repeat(2));
    assert_eq!(lines(boxed).await.text(), line.repeat(2));
    assert_eq!(lines(bounded).await.text(), nested(ON_ONE_LINE) + "\n");
    let event = format!("data: {ON_ONE_LINE}\n\n");
    for text in [
        ask(unsized_items, "text/event-stream").await.text(),
        ask(borrowed, "text/event-stream").await.text(),
        ask(boxed, "text/event-stream").await.text(),
    ] {
        assert!(text.starts_with(&(event.repeat(2) + "event: end")), "{text}");
    }
}
