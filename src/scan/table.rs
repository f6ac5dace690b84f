//! Rows of plain data as the bytes in which they lie in the program.
//!
//! As source text the same rows, some hundred thousand numbers, took the compiler half a minute. What the rows mean, those know
//! who make them.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;

/// What a row of a table holds.
pub(crate) trait Row: Sized {
    /// How many bytes a row has.
    const SIZE: usize;

    /// The row that `bytes`, as many as it has, stand for.
    fn read(bytes: &[u8]) -> Self;

    /// Put its bytes behind those that are there.
    fn write(&self, bytes: &mut Vec<u8>);
}

/// Rows, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Table<T> {
    bytes: Cow<'static, [u8]>,
    row: PhantomData<T>,
}

/// Some neighbouring rows of a table.
#[derive(Debug)]
pub(crate) struct Rows<'t, T> {
    bytes: &'t [u8],
    row: PhantomData<T>,
}

impl<T: Row> Table<T> {
    /// The rows whose bytes these are.
    pub(crate) const fn prepared(bytes: &'static [u8]) -> Self {
        Self {
            bytes: Cow::Borrowed(bytes),
            row: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.rows().len()
    }

    pub(crate) fn push(&mut self, row: &T) {
        row.write(self.bytes.to_mut());
    }

    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<T> {
        self.rows().get(at)
    }

    #[inline]
    pub(crate) fn rows(&self) -> Rows<'_, T> {
        Rows {
            bytes: &self.bytes,
            row: PhantomData,
        }
    }

    /// The rows of `range`; none where it does not lie inside.
    #[inline]
    pub(crate) fn slice(&self, range: &Range<u32>) -> Rows<'_, T> {
        let range = range.start as usize * T::SIZE..range.end as usize * T::SIZE;
        Rows {
            bytes: self.bytes.get(range).unwrap_or_default(),
            row: PhantomData,
        }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            bytes: Cow::default(),
            row: PhantomData,
        }
    }
}

impl<T: Row> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let mut table = Self::default();
        rows.into_iter().for_each(|row| table.push(&row));
        table
    }
}

impl<'t, T: Row> Rows<'t, T> {
    pub(crate) const NONE: Self = Self {
        bytes: &[],
        row: PhantomData,
    };

    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    #[inline]
    pub(crate) fn len(self) -> usize {
        self.bytes.len() / T::SIZE
    }

    #[inline]
    pub(crate) fn get(self, at: usize) -> Option<T> {
        let from = at * T::SIZE;
        self.bytes.get(from..from + T::SIZE).map(T::read)
    }

    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = T> + Clone + use<'t, T> {
        self.bytes.chunks_exact(T::SIZE).map(T::read)
    }

    /// The first row, and the others.
    #[inline]
    pub(crate) fn split_first(self) -> Option<(T, Self)> {
        let (first, bytes) = self.bytes.split_at_checked(T::SIZE)?;
        let row = PhantomData;
        Some((T::read(first), Self { bytes, row }))
    }

    /// The first `count` rows, and the others.
    #[inline]
    pub(crate) fn split_at(self, count: usize) -> (Self, Self) {
        let at = (count * T::SIZE).min(self.bytes.len());
        let (before, behind) = self.bytes.split_at(at);
        let rows = |bytes| Self {
            bytes,
            row: PhantomData,
        };
        (rows(before), rows(behind))
    }

    /// How many rows stand before the first one that is not `wanted`, where none stands behind it that is.
    #[inline]
    pub(crate) fn partition_point(self, mut wanted: impl FnMut(T) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.get(middle).is_some_and(&mut wanted) {
                true => from = middle + 1,
                false => to = middle,
            }
        }
        from
    }
}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<'_, T> {}

impl Row for u32 {
    const SIZE: usize = 4;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        number_at(bytes, 0)
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write_numbers([*self], bytes);
    }
}

/// Put `numbers` behind the bytes that are there, as [`number_at`] reads them.
pub(crate) fn write_numbers<const N: usize>(numbers: [u32; N], bytes: &mut Vec<u8>) {
    bytes.extend(numbers.map(u32::to_le_bytes).as_flattened());
}

/// The number at byte `at` of a row.
#[inline]
pub(crate) fn number_at(row: &[u8], at: usize) -> u32 {
    let bytes = row.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |&bytes| u32::from_le_bytes(bytes))
}

/// The numbers at byte `at` of a row and behind it, as a range.
#[inline]
pub(crate) fn range_at(row: &[u8], at: usize) -> Range<u32> {
    number_at(row, at)..number_at(row, at + 4)
}
