//! A set of characters in a form in which many can be looked up at once: eight products of sets of half bytes.
//!
//! Such a set may hold characters that nobody put in. Which ones, is chosen by how common they are: a wrong yes costs time.

use crate::text::rarity::common_characters;

/// How many products there are: one for each bit of a byte.
const PRODUCTS: usize = u8::BITS as usize;

/// For the lower and upper half of each of a character's first three bytes (0 where it has fewer), by its value: the
/// products, a bit each, whose set it is in. A character is in the set if it has one bit in all six.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CharProducts(pub(super) [[u8; 16]; 6]);

/// Six sets of half bytes, of which each combination is meant.
type Product = [u16; 6];

impl CharProducts {
    /// This set, `characters` and few more.
    pub(crate) fn with(self, characters: impl Iterator<Item = char>) -> Self {
        let missing = characters.filter(|&c| !self.may_hold(c));
        let mut missing: Vec<Product> = missing.map(product).collect();
        if missing.is_empty() {
            return self;
        }
        missing.sort_unstable();
        missing.dedup();
        let others: Vec<(Product, usize)> = common_characters()
            .filter(|&(c, _)| !self.may_hold(c))
            .map(|(c, rank)| (product(c), 10_000 / (rank + 5)))
            .filter(|(other, _)| missing.binary_search(other).is_err())
            .collect();
        let mut joint = Joint {
            others,
            products: Vec::new(),
        };
        let rows = self.products().chain(rows(&missing));
        rows.for_each(|row| joint.add(row));
        while joint.products.len() > PRODUCTS {
            joint.join_two();
        }
        let products = joint.products.iter().map(|it| it.sets);
        Self(tables(products))
    }

    /// Whether it is in, as the sieve asks.
    pub(crate) fn may_hold(&self, c: char) -> bool {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        let halves = bytes[..3].iter().flat_map(|&byte| [byte & 15, byte >> 4]);
        let found = self.0.iter().zip(halves);
        found.fold(u8::MAX, |left, (table, half)| {
            left & table[usize::from(half)]
        }) != 0
    }

    /// Its products that are not empty.
    fn products(&self) -> impl Iterator<Item = Product> {
        let set = |table: &[u8; 16], bit: usize| {
            let halves = (0..).zip(table);
            halves.fold(0, |set, (half, products)| {
                set | u16::from(products >> bit & 1) << half
            })
        };
        let all = (0..PRODUCTS).map(move |bit| self.0.map(|table| set(&table, bit)));
        all.filter(|product| product.iter().all(|&set| set != 0))
    }
}

/// Products while they are joined until there are few enough.
struct Joint {
    /// The common characters that do not belong in, each with the harm that is done if one is held.
    others: Vec<(Product, usize)>,
    products: Vec<Joinable>,
}

/// A product, with the harm that it does.
struct Joinable {
    sets: Product,
    harm: usize,
    /// What joining it with each of those before it would add.
    with: Vec<Added>,
}

/// The harm that is added, and how many characters that nobody put in.
type Added = (usize, u32);

impl Joint {
    fn add(&mut self, sets: Product) {
        let harm = self.harm(&sets);
        let with = self.products.iter().map(|other| {
            let joined = union(&sets, &other.sets);
            let harm = self.harm(&joined).saturating_sub(harm + other.harm);
            (
                harm,
                size(&joined).saturating_sub(size(&sets) + size(&other.sets)),
            )
        });
        let with = with.collect();
        self.products.push(Joinable { sets, harm, with });
    }

    /// Make one of the two with which that does the least.
    fn join_two(&mut self) {
        let all = self.products.iter().enumerate();
        let all = all.flat_map(|(at, it)| it.with.iter().enumerate().map(move |with| (at, with)));
        if let Some((at, (before, _))) = all.min_by_key(|(_, (_, added))| *added) {
            let (one, other) = (self.take(at), self.take(before));
            self.add(union(&one, &other));
        }
    }

    fn take(&mut self, at: usize) -> Product {
        let taken = self.products.remove(at);
        for later in &mut self.products[at..] {
            later.with.remove(at);
        }
        taken.sets
    }

    fn harm(&self, sets: &Product) -> usize {
        let held = self.others.iter().filter(|(other, _)| holds(sets, other));
        held.map(|(_, harm)| harm).sum()
    }
}

/// The character as a product of single half bytes.
fn product(c: char) -> Product {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes);
    let [first, second, third, _] = bytes;
    let (low, high) = (|byte: u8| 1 << (byte & 15), |byte: u8| 1 << (byte >> 4));
    [
        low(first),
        high(first),
        low(second),
        high(second),
        low(third),
        high(third),
    ]
}

/// The characters, those together that differ in the last half byte alone.
fn rows(characters: &[Product]) -> Vec<Product> {
    let mut rows: Vec<Product> = Vec::new();
    for &[a, b, c, d, e, f] in characters {
        let row = rows
            .iter_mut()
            .find(|&&mut [p, q, r, s, _, u]| [p, q, r, s, u] == [a, b, c, d, f]);
        match row {
            Some(row) => row[4] |= e,
            None => rows.push([a, b, c, d, e, f]),
        }
    }
    rows
}

fn union(one: &Product, other: &Product) -> Product {
    std::array::from_fn(|at| one[at] | other[at])
}

fn holds(sets: &Product, character: &Product) -> bool {
    sets.iter()
        .zip(character)
        .all(|(set, half)| set & half != 0)
}

/// How many characters it holds.
fn size(sets: &Product) -> u32 {
    sets.iter().map(|set| set.count_ones()).product()
}

fn tables(products: impl Iterator<Item = Product>) -> [[u8; 16]; 6] {
    let mut tables = [[0; 16]; 6];
    for (bit, sets) in products.enumerate() {
        for (table, set) in tables.iter_mut().zip(sets) {
            for (half, products) in table.iter_mut().enumerate() {
                *products |= u8::from(set >> half & 1 == 1) << bit;
            }
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::changed_by_folding;
    use std::iter;

    #[test]
    fn holds_all_that_was_put_in_and_no_common_character() {
        let put_in: Vec<char> = changed_by_folding()
            .chain("x《》【×†锟鈥".chars())
            .collect();
        let (some, others) = put_in.split_at(put_in.len() - 2);
        let at_once = CharProducts::default().with(put_in.iter().copied());
        let one_by_one = CharProducts::default().with(some.iter().copied());
        let one_by_one = others
            .iter()
            .fold(one_by_one, |it, &c| it.with(iter::once(c)));
        for products in [at_once, one_by_one] {
            assert!(put_in.iter().all(|&c| products.may_hold(c)));
            let others = common_characters().map(|(c, _)| c);
            let wrong = others.filter(|&c| products.may_hold(c) && !put_in.contains(&c));
            let wrong: Vec<char> = wrong.collect();
            assert!(wrong.len() <= 5, "{wrong:?}");
        }
    }
}
