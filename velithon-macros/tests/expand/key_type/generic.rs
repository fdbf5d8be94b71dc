#[key_type(crate = ::renamed)]
struct Reversed<T: Clone>(T)
where
    T: Send;
