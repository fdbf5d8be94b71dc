//# an argument that does not exist
//@ chunks
//= unknown argument `chunks`
#[stream_json(chunks = 1024)]
async fn handler() -> Vec<u32> { vec![] }

//# an argument twice
//@ chunk
//= set twice
#[stream_json(chunk = 1024, chunk = 2048)]
async fn handler() -> Vec<u32> { vec![] }

//# an argument without a value
//@ chunk
//= has no value
#[stream_json(chunk)]
async fn handler() -> Vec<u32> { vec![] }

//# arguments after an equals sign
//@ #[stream_json = "x"]
//= key-value macro attributes are not supported
#[stream_json = "x"]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk too small
//@ 10
//= from 1 KiB to 1 MiB
#[stream_json(chunk = 10)]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk that is a constant
//@ SIZE
//= literal
#[stream_json(chunk = SIZE)]
async fn handler() -> Vec<u32> { vec![] }

//# a stall without a unit
//@ 30
//= such as `"60s"`
#[stream_json(stall = 30)]
async fn handler() -> Vec<u32> { vec![] }

//# a format that does not exist
//@ xml
//= `array` or `ndjson`
#[stream_json(format = xml)]
async fn handler() -> Vec<u32> { vec![] }

//# formats without brackets
//@ array
//= write `formats = [array, ndjson]`
#[stream_json(formats = array, ndjson)]
async fn handler() -> Vec<u32> { vec![] }

//# format and formats
//@ [
//= remove one of the two
#[stream_json(format = array, formats = [array, ndjson])]
async fn handler() -> Vec<u32> { vec![] }

//# a missing comma
//@ stall
//= expected `,`
#[stream_json(chunk = 1024 stall = "30s")]
async fn handler() -> Vec<u32> { vec![] }

//# a semicolon between arguments
//@ ;
//= expected `,`
#[stream_json(items = "rows"; chunk = 1024)]
async fn handler() -> Vec<u32> { vec![] }

//# not Send with an exclamation mark
//@ !
//= write `?Send`
#[stream_json(!Send)]
async fn handler() -> Vec<u32> { vec![] }

//# a plain fn that is not Send
//@ ?Send
//= remove `?Send`
#[stream_json(?Send)]
fn handler() -> Vec<u32> { vec![] }

//# items of a document
//@ Row
//= one document, which has no items
#[stream_json(items = "rows")]
async fn handler() -> Row { todo!() }

//# a document of items
//@ Vec
//= goes item by item
#[stream_json(document = blocking)]
async fn handler() -> Vec<u32> { vec![] }

//# a name that is a number
//@ 1
//= expected a text in quotation marks
#[stream_json(items = 1)]
async fn handler() -> Vec<u32> { vec![] }

//# an empty name
//@ ""
//= empty
#[stream_json(items = "")]
async fn handler() -> Vec<u32> { vec![] }

//# a relative path to the crate
//@ velithon
//= from the root
#[stream_json(crate = velithon)]
async fn handler() -> Vec<u32> { vec![] }

//# openapi without a path
//@ openapi
//= nothing to describe
#[stream_json(openapi)]
async fn handler() -> Vec<u32> { vec![] }

//# a body extractor before another one, routed
//@ handler
//= Handler
#[stream_json]
async fn handler(body: String, State(db): State<Db>) -> Vec<u32> { vec![] }
fn routes() -> Router<Db> { Router::new().route("/", get(handler)) }

//# debug_handler above the attribute
//@ &
//= without an explicit lifetime name
#[axum::debug_handler]
#[stream_json]
async fn handler(rows: &Emitter<u32>) {}

//# tokio's main above the attribute
//@ &Emitter<u32>
//= `#[tokio::main]` above has taken `async`
#[tokio::main]
#[stream_json]
async fn handler(rows: &Emitter<u32>) {}

//# a table without its feature
//@ csv
//= write `velithon = { version = "…", features = ["csv"] }` in Cargo.toml
#[stream_json(format = csv)]
async fn handler() -> Vec<u32> { vec![1] }

//# tables among other formats, with options, without their feature
//@ csv
//= write `velithon = { version = "…", features = ["csv"] }` in Cargo.toml
#[stream_json(formats = [array, csv], csv(guard = on))]
async fn handler() -> Vec<u32> { vec![1] }

//# a delimiter that is none
//@ csv
//= expected what stands between two fields
//+ 2 the feature is off in this crate, too
#[stream_json(format = csv, csv(delimiter = ":"))]
async fn handler() -> Vec<u32> { vec![1] }

//# options of tables without a format that is one
//@ (guard = on)
//= write `formats = [array, ndjson, csv]`
#[stream_json(csv(guard = on))]
async fn handler() -> Vec<u32> { vec![1] }

//# tables named without `format`
//@ csv
//= write `format = csv`
#[stream_json(csv)]
async fn handler() -> Vec<u32> { vec![1] }

//# a chunk in quotation marks
//@ "4096"
//= such as `65536` or `"64KiB"`
#[stream_json(chunk = "4096")]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk below zero
//@ -
//= from 1 KiB to 1 MiB
#[stream_json(chunk = -1)]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk beyond all numbers
//@ 99999999999999999999999
//= from 1 KiB to 1 MiB
#[stream_json(chunk = 99999999999999999999999)]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk that is a product
//@ *
//= such as `65536`
#[stream_json(chunk = 64 * 1024)]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk with a fraction
//@ 1.5
//= from 1 KiB to 1 MiB
#[stream_json(chunk = 1.5)]
async fn handler() -> Vec<u32> { vec![] }

//# an item of no size
//@ 0
//= from 1
#[stream_json(max_item = 0)]
async fn handler() -> Vec<u32> { vec![] }

//# a stall that is no time
//@ ""
//= such as `"30s"`
#[stream_json(stall = "")]
async fn handler() -> Vec<u32> { vec![] }

//# a format in quotation marks
//@ "ndjson"
//= `array` or `ndjson`
#[stream_json(format = "ndjson")]
async fn handler() -> Vec<u32> { vec![] }

//# a format twice in the list
//@ ndjson
//= twice
#[stream_json(formats = [ndjson, ndjson])]
async fn handler() -> Vec<u32> { vec![] }

//# no format in the list
//@ [
//= format
#[stream_json(formats = [])]
async fn handler() -> Vec<u32> { vec![] }

//# a switch that is a bool
//@ true
//= `on` or `off`
#[stream_json(end_record = true)]
async fn handler() -> Vec<u32> { vec![] }

//# a switch in quotation marks
//@ "on"
//= `on` or `off`
#[stream_json(error_detail = "on")]
async fn handler() -> Vec<u32> { vec![] }

//# a file name with a folder
//@ "reports/orders.json"
//= write the name alone
#[stream_json(filename = "reports/orders.json")]
async fn handler() -> Vec<u32> { vec![] }

//# the name of the items without quotation marks
//@ rows
//= quotation marks
#[stream_json(items = rows)]
async fn handler() -> Vec<u32> { vec![] }

//# an argument in capitals
//@ Chunk
//= there are `chunk`
#[stream_json(Chunk = 4096)]
async fn handler() -> Vec<u32> { vec![] }

//# an argument as in a derive
//@ chunk
//= has no value
#[stream_json(chunk, stall = "60s")]
async fn handler() -> Vec<u32> { vec![] }

//# an unknown word without a value
//@ json
//= unknown argument `json`
#[stream_json(json)]
async fn handler() -> Vec<u32> { vec![] }

//# Send without its mark
//@ Send
//= write `?Send`
#[stream_json(Send)]
async fn handler() -> Vec<u32> { vec![] }

//# the serializer's name alone
//@ sonic
//= write `serializer = sonic`
#[stream_json(sonic)]
async fn handler() -> Vec<u32> { vec![] }

//# a switch without a value
//@ end_record
//= write `end_record = on`
#[stream_json(end_record)]
async fn handler() -> Vec<u32> { vec![] }

//# a product whose first factor is in range
//@ *
//= computes nothing
#[stream_json(max_item = 1024 * 1024)]
async fn handler() -> Vec<u32> { vec![] }

//# a name that is computed
//@ .
//= computes nothing
#[stream_json(items = "rows".to_string())]
async fn handler() -> Vec<u32> { vec![] }

//# formats in quotation marks
//@ "array"
//= without quotation marks
#[stream_json(formats = ["array", "ndjson"])]
async fn handler() -> Vec<u32> { vec![] }

//# a hyphen in an argument's name
//@ max
//= has `_`
#[stream_json(max-item = 1)]
async fn handler() -> Vec<u32> { vec![] }

//# no items of an array that is bare
//@ none
//= remove the argument
#[stream_json(items = none)]
async fn handler() -> Vec<u32> { vec![] }
