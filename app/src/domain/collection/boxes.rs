//! Which boxes are opened together.

/// Groups the boxes of a commune for the count, given how many ballots lie in each: a box with fewer than `fewest` is opened together
/// with the next smallest, so that no few ballots are told apart. In each group the fullest comes first. Empty boxes are in none.
pub fn opened_together<B: Copy + Ord>(boxes: &[(B, u64)], fewest: u64) -> Vec<Vec<B>> {
    let mut groups: Vec<(u64, Vec<(u64, B)>)> = boxes
        .iter()
        .filter(|(_, ballots)| *ballots > 0)
        .map(|(one, ballots)| (*ballots, vec![(*ballots, *one)]))
        .collect();
    loop {
        // Fewest last; alike ones by their keys, so that everybody groups alike.
        groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| b.1.cmp(&a.1)));
        match groups.as_mut_slice() {
            [.., next, (few, _)] if *few < fewest => {
                next.0 += *few;
                if let Some((_, few)) = groups.pop()
                    && let Some((_, next)) = groups.last_mut()
                {
                    next.extend(few);
                }
            }
            _ => break,
        }
    }
    let in_order = |mut group: Vec<(u64, B)>| {
        group.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        group.into_iter().map(|(_, one)| one).collect()
    };
    groups.into_iter().map(|(_, group)| in_order(group)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_ballots_are_counted_with_the_next_smallest_box() {
        assert_eq!(opened_together(&[('a', 40), ('b', 3), ('c', 12)], 5), [vec!['a'], vec!['c', 'b']]);
        assert_eq!(opened_together(&[('a', 1), ('b', 3), ('c', 0), ('d', 9)], 5), [vec!['d', 'b', 'a']]);
        assert_eq!(opened_together(&[('a', 2)], 5), [vec!['a']], "there is no other");
        assert_eq!(opened_together(&[('a', 0)], 5), Vec::<Vec<char>>::new());
    }

    proptest! {
        #[test]
        fn every_ballot_is_in_one_group_and_no_group_has_few(sizes in proptest::collection::vec(0_u64..20, 0..12)) {
            let boxes: Vec<(usize, u64)> = sizes.iter().copied().enumerate().collect();
            let groups = opened_together(&boxes, 5);
            let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
            all.sort_unstable();
            let filled: Vec<usize> = boxes.iter().filter(|(_, ballots)| *ballots > 0).map(|(one, _)| *one).collect();
            prop_assert_eq!(all, filled);
            for group in &groups {
                let ballots: u64 = group.iter().map(|one| sizes[*one]).sum();
                prop_assert!(ballots >= 5 || groups.len() == 1);
                prop_assert!(group.iter().all(|one| sizes[*one] <= sizes[group[0]]));
            }
            let mut turned = boxes.clone();
            turned.reverse();
            let mut again = opened_together(&turned, 5);
            let mut groups = groups;
            groups.sort();
            again.sort();
            prop_assert_eq!(again, groups, "whatever order they come in");
        }
    }
}
