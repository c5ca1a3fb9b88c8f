//! The Merkle tree hash of RFC 6962, section 2.1.

use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// A tree that grows leaf by leaf.
#[derive(Debug, Default)]
pub struct Tree {
    /// Whole trees from the left, ever smaller, each with the number of its levels.
    whole: Vec<(u32, Hash)>,
}

impl Tree {
    pub fn add(&mut self, leaf: &[u8]) {
        let mut hash: Hash = Sha256::new().chain_update([0]).chain_update(leaf).finalize().into();
        let mut levels = 0;
        while let Some((_, left)) = self.whole.pop_if(|last| last.0 == levels) {
            hash = node(&left, &hash);
            levels += 1;
        }
        self.whole.push((levels, hash));
    }

    pub fn root(&self) -> Hash {
        let mut trees = self.whole.iter().rev().map(|(_, hash)| *hash);
        match trees.next() {
            None => Sha256::digest([]).into(),
            Some(last) => trees.fold(last, |right, left| node(&left, &right)),
        }
    }
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The leaves and roots that Certificate Transparency tests with.
    #[test]
    fn known_roots() {
        let leaves =
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(hex::encode(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (leaf, root) in leaves.iter().zip(roots) {
            tree.add(&hex::decode(leaf).unwrap());
            assert_eq!(hex::encode(tree.root()), root);
        }
    }

    /// The hash as section 2.1 defines it: split at the largest power of two below the number of leaves.
    fn defined(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => Sha256::new().chain_update([0]).chain_update(leaf).finalize().into(),
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node(&defined(&leaves[..split]), &defined(&leaves[split..]))
            }
        }
    }

    #[test]
    fn any_number_of_leaves() {
        let mut leaves = Vec::new();
        let mut tree = Tree::default();
        for number in 0..130_u32 {
            assert_eq!(tree.root(), defined(&leaves), "{number}");
            leaves.push(number.to_string().into_bytes());
            tree.add(number.to_string().as_bytes());
        }
    }
}
