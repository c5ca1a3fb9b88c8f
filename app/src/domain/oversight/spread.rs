//! How shares of many units are spread (*phân bố*): how many lie in which band.

use crate::domain::survey::percent::Share;
use crate::domain::survey::threshold::Compare;

/// Where bands of satisfaction begin, in percent. Ours, for a picture: the levels that are asked for, 80, 90 and 95, are among them.
pub const SATISFACTION: [u32; 5] = [70, 80, 90, 95, 100];

/// A band: from so many percent on, and below so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its first percent.
    pub from: u32,
    /// What it stays below; none for the last.
    pub below: Option<u32>,
    /// How many shares lie in it.
    pub count: u64,
}

/// How many shares lie below the first edge, from each edge to below the next, and from the last one on. A share without a whole lies
/// nowhere.
pub fn spread(edges: &[u32], shares: impl IntoIterator<Item = Share>) -> Vec<Band> {
    let starts = std::iter::once(0).chain(edges.iter().copied());
    let ends = edges.iter().copied().map(Some).chain([None]);
    let mut bands: Vec<Band> = starts.zip(ends).map(|(from, below)| Band { from, below, count: 0 }).collect();
    for share in shares.into_iter().filter(|share| share.whole > 0) {
        let reaches = |edge: &&u32| Compare::AtLeast.holds(share.part, share.whole, **edge);
        let at = edges.iter().filter(reaches).count();
        bands[at].count += 1;
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_lies_in_the_band_whose_edge_it_reaches_and_rounding_lifts_none() {
        let shares = [(899_999, 1_000_000), (9, 10), (90, 100), (1, 1), (0, 3), (999_999, 1_000_000), (0, 0)];
        let counts: Vec<u64> = spread(&SATISFACTION, shares.map(|(part, whole)| Share::new(part, whole)))
            .into_iter()
            .map(|band| band.count)
            .collect();
        assert_eq!(counts, [1, 0, 1, 2, 1, 1]);
    }

    proptest! {
        #[test]
        fn every_share_with_a_whole_lies_in_one_band(parts in proptest::collection::vec((0_u64..50, 1_u64..50), 0..40)) {
            let shares: Vec<Share> = parts.iter().map(|(part, more)| Share::new(*part, part + more)).collect();
            let bands = spread(&SATISFACTION, shares.iter().copied());
            prop_assert_eq!(bands.iter().map(|band| band.count).sum::<u64>(), shares.len() as u64);
            prop_assert!(bands.windows(2).all(|two| two[0].below == Some(two[1].from)));
        }
    }
}
