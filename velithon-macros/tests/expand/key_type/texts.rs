#[sqlx(type_name = "status", rename_all = "snake_case")]
enum Status {
    InProgress,
    #[sqlx(rename = "ok")]
    Done,
}
