use velithon::stream_json;

#[stream_json(format = xml, formats = [array, yaml])]
async fn unknown() -> [u32; 0] {
    []
}

#[stream_json(formats = array, heartbeat = never, end_record = yes)]
async fn no_list() -> [u32; 0] {
    []
}

#[stream_json(formats = [])]
async fn empty() -> [u32; 0] {
    []
}

#[stream_json(formats = [sse, array, sse])]
async fn twice() -> [u32; 0] {
    []
}

fn main() {}
