#[sqlx(type_name = "VARCHAR(20)")]
enum Status {
    Done,
    Begun,
}
