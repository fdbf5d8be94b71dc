use std::rc::Rc;

use velithon::stream_json;

#[stream_json]
fn handler(numbers: Rc<Vec<u32>>) -> Vec<u32> {
    numbers.to_vec()
}

fn main() {}
