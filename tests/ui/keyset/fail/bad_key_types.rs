use velithon::KeyType;

#[derive(KeyType)]
struct Point(i64, i64);

#[derive(KeyType)]
struct Nothing;

#[derive(KeyType)]
enum Never {}

#[derive(KeyType)]
enum Shape { Dot, Circle(f64), Square { side: f64 } }

#[derive(KeyType)]
#[repr(usize)]
enum Machine { One = 1 }

#[derive(sqlx::Type, KeyType)]
#[sqlx(rename_all = "lowercase")]
enum Twice { Low, LOW }

#[derive(KeyType)]
#[key_type(order = size, descending = true)]
enum Order { Low }

#[derive(KeyType)]
#[key_type]
#[repr(u8)]
enum List { Low }

#[derive(KeyType)]
#[key_type(order = text)]
#[repr(u8)]
enum Number { Low }

#[derive(KeyType)]
#[key_type(order = text)]
struct Text(String);

#[derive(KeyType)]
union Either { one: i64, other: f64 }

#[derive(KeyType)]
struct Width(usize);

fn main() {}
