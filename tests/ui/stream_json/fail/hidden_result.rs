use serde::Serialize;
use velithon::stream_json;

#[derive(Serialize)]
struct ApiError;

type Answer<T> = Result<T, ApiError>;

#[stream_json]
async fn items() -> impl Iterator<Item = Answer<impl Serialize>> {
    [Ok(1)].into_iter()
}

#[stream_json]
async fn document<T: Default + Serialize + Send + 'static>() -> Answer<T> {
    Ok(T::default())
}

#[stream_json]
async fn opaque() -> impl Serialize {
    Answer::<u32>::Ok(1)
}

#[stream_json]
async fn list<T: Default + Serialize + Send + 'static>() -> Vec<Answer<T>> {
    vec![Ok(T::default())]
}

fn main() {}
