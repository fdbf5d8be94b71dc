/// In which order a round takes its contenders: over as many rounds as there are contenders (twice as many where their
/// number is odd), each follows each other one equally often. What one leaves behind in caches and clock rates
/// weighs on all alike in this way. This is Williams' design of a balanced Latin square.
pub(crate) fn order(round: usize, contenders: usize) -> Vec<usize> {
    let zigzag = (0..contenders).map(|place| match place % 2 {
        0 => (contenders - place / 2) % contenders,
        _ => place.div_ceil(2),
    });
    let mut order: Vec<_> = zigzag.map(|index| (index + round) % contenders).collect();
    if contenders % 2 == 1 && round % 2 == 1 {
        order.reverse();
    }
    order
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn each_follows_each_other_one_equally_often() {
        for contenders in 1..=12 {
            let (rounds, often) = match contenders % 2 {
                0 => (contenders, 1),
                _ => (2 * contenders, 2),
            };
            let mut pairs: HashMap<[usize; 2], u32> = HashMap::new();
            for round in 0..rounds {
                let order = order(round, contenders);
                let mut all = order.clone();
                all.sort_unstable();
                assert!(all.into_iter().eq(0..contenders));
                for pair in order.array_windows() {
                    *pairs.entry(*pair).or_default() += 1;
                }
            }
            assert_eq!(pairs.len(), contenders * (contenders - 1));
            assert!(pairs.values().all(|times| *times == often), "{contenders}: {pairs:?}");
        }
    }
}
