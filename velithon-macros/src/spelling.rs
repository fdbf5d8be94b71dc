/// Whether one letter is missing, added, other or out of order.
pub(crate) fn is_almost(written: &str, name: &str) -> bool {
    let (written, name): (Vec<_>, Vec<_>) = (written.chars().collect(), name.chars().collect());
    let same = written.iter().zip(&name).take_while(|(a, b)| a == b).count();
    let (written, name) = (&written[same..], &name[same..]);
    let rest = |letters: &[char], skip: usize| letters.get(skip..).map(<[char]>::to_vec);
    rest(written, 1) == rest(name, 1)
        || rest(written, 0) == rest(name, 1)
        || rest(written, 1) == rest(name, 0)
        || (rest(written, 2) == rest(name, 2) && written.first() == name.get(1) && written.get(1) == name.first())
}
