#[repr(u8)]
enum Priority {
    Low = 1,
    High = 3,
}
