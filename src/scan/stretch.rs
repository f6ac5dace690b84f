//! A stretch of text as pairs of neighbouring characters: the hot loop of the gate.
//!
//! Each byte gets the number of the pair whose second character would begin there, 64 at a time and whatever the text looks
//! like; of those where a character does begin a list is made, and looked up in a table. Owns these steps, not what is in the
//! tables.

use fearless_simd::{
    Bytes, Level, Simd, SimdBase, SimdMask, i8x64, mask8x64, mask16x32, u8x16, u8x64, u16x32,
};

use crate::scan::char_products::CharProducts;
use crate::scan::keywords::{Around, Side};
use crate::scan::pair::{FACTORS, PairNumber};
use crate::scan::sieve::Place;

/// How many bytes of a text are sifted at a time, at most.
pub(super) const STRETCH: usize = 2 << 10;

/// How many bytes are looked at together, and how many on either side of them have a say.
const WIDTH: usize = 64;
const MARGIN: usize = 2;
const WINDOW: usize = WIDTH + 2 * MARGIN;

/// The characters of a stretch of text in order, each with the pair that it makes with the one before. What lies behind the
/// last one is of no account.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The slots of the pairs, and their classes as bits.
    slots: [u16; STRETCH + WIDTH],
    classes: [u8; STRETCH + WIDTH],
    /// What the characters are beside a pair, behind as many unknown ones as may be asked for before the first.
    sides: [u8; STRETCH + WIDTH + AHEAD],
    /// The bytes at which they begin, counted from where the stretch does.
    places: [u16; STRETCH + WIDTH],
    length: usize,
    /// What the table has for their slots.
    found: [u8; STRETCH + WIDTH],
    /// The indices of those that are let through.
    kept: [u16; STRETCH + WIDTH],
    kept_count: usize,
}

/// How many characters before its own second one matter to a pair.
const AHEAD: usize = 3;

/// The class of what is let through whatever pair it is in, as bits.
const ANY_CLASS: u8 = u8::MAX;

impl Stretch {
    /// Nothing as yet.
    pub(super) fn new() -> Self {
        Self {
            slots: [0; STRETCH + WIDTH],
            classes: [0; STRETCH + WIDTH],
            sides: [0; STRETCH + WIDTH + AHEAD],
            places: [0; STRETCH + WIDTH],
            length: 0,
            found: [0; STRETCH + WIDTH],
            kept: [0; STRETCH + WIDTH],
            kept_count: 0,
        }
    }

    /// List the pairs of `text` from byte `from` on; `characters` get the slot `full`.
    #[inline(always)]
    pub(super) fn read<S: Simd>(
        &mut self,
        simd: S,
        text: &[u8],
        from: usize,
        characters: &CharProducts,
        full: u16,
    ) {
        self.length = 0;
        for at in (from..text.len().min(from + STRETCH)).step_by(WIDTH) {
            let padded;
            let window = match text
                .get(at.wrapping_sub(MARGIN)..)
                .and_then(<[u8]>::first_chunk)
            {
                Some(window) => window,
                None => {
                    padded = padded_window(text, at);
                    &padded
                }
            };
            let inside = first_bits(text.len() - at);
            let base = (at - from) as u16;
            self.add_window(simd, window, (base, inside), characters, full);
        }
        // What stands behind the stretch is not known.
        self.sides[self.length + AHEAD] = Side::UNKNOWN.0;
    }

    /// The places that were kept, the last one first, in a text of which the stretch begins at byte `from`.
    pub(super) fn kept(&self, from: usize) -> impl Iterator<Item = Place> {
        let kept = self.kept[..self.kept_count].iter().rev();
        kept.map(move |&index| {
            let index = usize::from(index);
            let (slot, class) = (self.slots[index], self.classes[index]);
            Place {
                at: from + usize::from(self.places[index]),
                pair: (class != ANY_CLASS)
                    .then(|| PairNumber::at(slot, class.trailing_zeros() as u8)),
                around: self.around(index),
            }
        })
    }

    /// What stands round the pair that ends with the character of that index.
    fn around(&self, index: usize) -> Around {
        let [farther, before] = [self.sides[index], self.sides[index + 1]].map(Side);
        Around {
            before,
            // What is not known may be none, so that the one before it takes its place.
            farther: if before == Side::UNKNOWN {
                before
            } else {
                farther
            },
            behind: Side(self.sides[index + AHEAD + 1]),
        }
    }

    /// Add the pairs of a window that begins at byte `base` of the stretch, those whose second character begins `inside`.
    #[inline(always)]
    fn add_window<S: Simd>(
        &mut self,
        simd: S,
        window: &[u8; WINDOW],
        (base, inside): (u16, u64),
        characters: &CharProducts,
        full: u16,
    ) {
        let none = u8x64::splat(simd, 0);
        let last_but_one_before = u8x64::from_slice(simd, &window[..WIDTH]);
        let last_before = u8x64::from_slice(simd, &window[1..WIDTH + 1]);
        let first = u8x64::from_slice(simd, &window[2..WIDTH + 2]);
        let second = u8x64::from_slice(simd, &window[3..WIDTH + 3]);
        let third = u8x64::from_slice(simd, &window[4..]);

        // Bytes of the neighbours of a shorter character do not count.
        let begins = !continues(simd, first).to_bitmask() & inside;
        let has_second = continues(simd, second);
        let has_third = has_second & continues(simd, third);
        let has_two_before = continues(simd, last_before);
        let second = simd.select_u8x64(has_second, second, none);
        let third = simd.select_u8x64(has_third, third, none);
        let last_but_one_before = simd.select_u8x64(has_two_before, last_but_one_before, none);
        let (first, last_before) = (lower_case(simd, first), lower_case(simd, last_before));

        let [low, high, low_second, high_second, low_third, high_third] = &characters.0;
        let products = products_of(simd, low, high, first)
            & products_of(simd, low_second, high_second, second)
            & products_of(simd, low_third, high_third, third);
        let is_held = !products.simd_eq(none);

        let class = (first ^ third ^ last_before) & u8x64::splat(simd, 7);
        let class = look_up(simd, &BITS, class);
        let class = simd.select_u8x64(is_held, u8x64::splat(simd, ANY_CLASS), class);
        let side = (first + (first << 2)) ^ (second << 2) ^ third | u8x64::splat(simd, 1);
        let is_unknown = is_held | first.simd_eq(u8x64::splat(simd, b' '));
        let side = simd.select_u8x64(is_unknown, none, side);
        let (rest, more_rest) = simd.interleave_u8x64(second, third);
        let (lead, more_lead) = simd.widen_u8x64(first);
        let (before, more_before) = simd.interleave_u8x64(last_before, last_but_one_before);
        let held = is_held.to_bitmask();
        let slots = slots_of(simd, rest, lead, before, held, full);
        let more_slots = slots_of(simd, more_rest, more_lead, more_before, held >> 32, full);

        match simd.level() {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Level::Avx512(_) => {
                self.compress(simd, [slots, more_slots], [class, side], base, begins);
            }
            _ => self.copy([slots, more_slots], [class, side], base, begins),
        }
    }

    /// Add those that begin a character, with the instructions for that.
    #[inline(always)]
    fn compress<S: Simd>(
        &mut self,
        simd: S,
        [slots, more_slots]: [u16x32<S>; 2],
        [classes, sides]: [u8x64<S>; 2],
        base: u16,
        begins: u64,
    ) {
        let places = u16x32::load_array(simd, COUNTING) + u16x32::splat(simd, base);
        let more_places = places + u16x32::splat(simd, 32);
        let low = mask16x32::from_bitmask(simd, begins & u64::from(u32::MAX));
        let high = mask16x32::from_bitmask(simd, begins >> 32);
        let first = self.length;
        let second = first + (begins as u32).count_ones() as usize;
        self.length = first + begins.count_ones() as usize;
        simd.compress_u16x32(slots, low)
            .store_slice(&mut self.slots[first..first + 32]);
        simd.compress_u16x32(more_slots, high)
            .store_slice(&mut self.slots[second..second + 32]);
        simd.compress_u16x32(places, low)
            .store_slice(&mut self.places[first..first + 32]);
        simd.compress_u16x32(more_places, high)
            .store_slice(&mut self.places[second..second + 32]);
        let begins = mask8x64::from_bitmask(simd, begins);
        simd.compress_u8x64(classes, begins)
            .store_slice(&mut self.classes[first..first + WIDTH]);
        simd.compress_u8x64(sides, begins)
            .store_slice(&mut self.sides[first + AHEAD..first + AHEAD + WIDTH]);
    }

    /// The same one by one.
    #[inline(always)]
    fn copy<S: Simd>(
        &mut self,
        [slots, more_slots]: [u16x32<S>; 2],
        [classes, sides]: [u8x64<S>; 2],
        base: u16,
        mut begins: u64,
    ) {
        let mut all_slots = [0; WIDTH];
        slots.store_slice(&mut all_slots[..32]);
        more_slots.store_slice(&mut all_slots[32..]);
        let (classes, sides) = (classes.to_array(), sides.to_array());
        while begins != 0 && self.length < STRETCH {
            let at = begins.trailing_zeros() as usize;
            self.slots[self.length] = all_slots[at];
            self.classes[self.length] = classes[at];
            self.sides[self.length + AHEAD] = sides[at];
            self.places[self.length] = base + at as u16;
            self.length += 1;
            begins &= begins - 1;
        }
    }

    /// Look the pairs up in the table. Whether one was found is asked of many at once, later: no branch here is a guess.
    #[inline(never)]
    pub(super) fn look_up(&mut self, pairs: &[u8; 1 << 16]) {
        let slots = &self.slots[..self.length];
        for (found, &slot) in self.found.iter_mut().zip(slots) {
            *found = pairs[usize::from(slot)];
        }
    }

    /// List those that are in the table, in one of their classes.
    #[inline(always)]
    pub(super) fn keep<S: Simd>(&mut self, simd: S) {
        self.kept_count = 0;
        for at in (0..self.length).step_by(WIDTH) {
            let found = u8x64::from_slice(simd, &self.found[at..at + WIDTH]);
            let classes = u8x64::from_slice(simd, &self.classes[at..at + WIDTH]);
            let is_in = !(found & classes).simd_eq(u8x64::splat(simd, 0));
            let mut is_in = is_in.to_bitmask() & first_bits(self.length - at);
            match simd.level() {
                #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
                Level::Avx512(_) => {
                    let index = u16x32::load_array(simd, COUNTING) + u16x32::splat(simd, at as u16);
                    let halves = [
                        (index, is_in & u64::from(u32::MAX)),
                        (index + u16x32::splat(simd, 32), is_in >> 32),
                    ];
                    for (index, is_in) in halves {
                        let to = self.kept_count;
                        simd.compress_u16x32(index, mask16x32::from_bitmask(simd, is_in))
                            .store_slice(&mut self.kept[to..to + 32]);
                        self.kept_count += is_in.count_ones() as usize;
                    }
                }
                _ => {
                    while is_in != 0 {
                        self.kept[self.kept_count] = at as u16 + is_in.trailing_zeros() as u16;
                        self.kept_count += 1;
                        is_in &= is_in - 1;
                    }
                }
            }
        }
    }
}

/// A mask of so many bits, or all.
fn first_bits(count: usize) -> u64 {
    match count {
        0..WIDTH => !(u64::MAX << count),
        _ => u64::MAX,
    }
}

/// What stands round `from` at either end of the text, and nothing beyond.
fn padded_window(text: &[u8], from: usize) -> [u8; WINDOW] {
    let mut window = [0; WINDOW];
    let inside = text.iter().skip(from.saturating_sub(MARGIN));
    for (byte, inside) in window[MARGIN.saturating_sub(from)..].iter_mut().zip(inside) {
        *byte = *inside;
    }
    window
}

/// The bits of a byte, by number.
const BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0];

const COUNTING: [u16; 32] = {
    let mut numbers = [0; 32];
    let mut at = 0;
    while at < numbers.len() {
        numbers[at] = at as u16;
        at += 1;
    }
    numbers
};

/// As [`PairNumber::slot`], but for those `held`, a bit each.
#[inline(always)]
fn slots_of<S: Simd>(
    simd: S,
    rest: u8x64<S>,
    lead: u16x32<S>,
    before: u8x64<S>,
    held: u64,
    full: u16,
) -> u16x32<S> {
    let rest: u16x32<S> = Bytes::from_bytes(rest);
    let before: u16x32<S> = Bytes::from_bytes(before);
    let slots = (rest * u16x32::splat(simd, FACTORS[0]))
        ^ (lead * u16x32::splat(simd, FACTORS[1]))
        ^ (before * u16x32::splat(simd, FACTORS[2]));
    let held = mask16x32::from_bitmask(simd, held & u64::from(u32::MAX));
    simd.select_u16x32(held, u16x32::splat(simd, full), slots)
}

#[inline(always)]
fn products_of<S: Simd>(simd: S, low: &[u8; 16], high: &[u8; 16], bytes: u8x64<S>) -> u8x64<S> {
    look_up(simd, low, bytes & u8x64::splat(simd, 15)) & look_up(simd, high, bytes >> 4)
}

#[inline(always)]
fn look_up<S: Simd>(simd: S, table: &[u8; 16], at: u8x64<S>) -> u8x64<S> {
    u8x64::block_splat(u8x16::from_slice(simd, table)).swizzle_dyn_within_blocks(at)
}

/// Whether each byte goes on with a character: 0x80 to 0xbf.
#[inline(always)]
fn continues<S: Simd>(simd: S, bytes: u8x64<S>) -> mask8x64<S> {
    let signed: i8x64<S> = Bytes::from_bytes(bytes);
    signed.simd_lt(i8x64::splat(simd, -64))
}

#[inline(always)]
fn lower_case<S: Simd>(simd: S, bytes: u8x64<S>) -> u8x64<S> {
    let is_upper = (bytes - u8x64::splat(simd, b'A')).simd_lt(u8x64::splat(simd, 26));
    bytes | simd.select_u8x64(is_upper, u8x64::splat(simd, 0x20), u8x64::splat(simd, 0))
}
