/// Whatever keeps something from being measured.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;
