//! Several parts written as one, without the rows that do not show.
//!
//! What is short of every row is gathered in memory, some seventy bytes; records and codes, which are most of a part,
//! go from the old parts to the new one as they are written.

use super::block;
use super::entry::Entry;
use super::row;
use super::sections::{NONE, Section};
use super::segments::Catalogue;
use super::writer::{Writer, masks};
use std::io::{self, Write};
use std::ops::Range;

impl Catalogue {
    /// Writes the rows of a range that show as one part, in their order, and gives their number.
    ///
    /// # Errors
    /// Writing fails, a row cannot be read, or they are too many for one part.
    pub fn write(&self, range: Range<u32>, out: &mut impl Write) -> io::Result<u32> {
        let range = range.start..range.end.min(self.len()).max(range.start);
        let mut writer = Writer::default();
        let mut numbers = vec![NONE; range.len()];
        let (mut record, mut codes, mut records) = (Vec::new(), 0_usize, 0_usize);
        for number in range.clone().filter(|number| self.shows(*number)) {
            let (code, entry) = self.to_write(number)?;
            record.clear();
            writer.put_record(&entry, &mut record);
            (codes, records) = (codes + code.len(), records + record.len());
            let ends = u32::try_from(codes).ok().zip(u32::try_from(records).ok());
            let ends = ends.ok_or_else(|| io::Error::other("A part of the catalogue would be too large."))?;
            let new = writer.push_columns(&entry, masks(code), ends);
            if let Some(slot) = numbers.get_mut((number - range.start) as usize) {
                *slot = new;
            }
        }
        let number = |old: u32| {
            let at = old.checked_sub(range.start).and_then(|at| numbers.get(at as usize));
            at.copied().filter(|number| *number != NONE)
        };
        for (segment, rows) in self.stretches(&range) {
            segment.each_word(&mut |word, row| {
                if rows.contains(&row)
                    && let Some(number) = number(row - segment.skip + segment.first)
                {
                    writer.words_mut().add_word(number, word);
                }
            });
        }
        let by_date: Vec<u32> = self.by_date().iter().filter_map(|row| number(*row)).collect();
        let made = writer.made(by_date);
        let lengths = Section::ALL.map(|section| match section {
            Section::Code => codes,
            Section::Records => records,
            section => made.of(&writer, section).len(),
        });
        let shown = || range.clone().filter(|number| self.shows(*number));
        block::write(out, writer.len(), &lengths, |section, sink| match section {
            Section::Code => shown().try_for_each(|number| sink.put(self.to_write(number)?.0)),
            Section::Records => shown().try_for_each(|number| {
                record.clear();
                row::put(&mut record, &self.to_write(number)?.1, |party| {
                    writer.known_party(&party.id, &party.name).unwrap_or(NONE)
                });
                sink.put(&record)
            }),
            section => sink.put(made.of(&writer, section)),
        })?;
        Ok(writer.len())
    }

    /// The code of a row and what is known of it.
    fn to_write(&self, number: u32) -> io::Result<(&[u8], Entry)> {
        let entry = self.entry(number).ok_or_else(|| io::Error::other("A row of the catalogue cannot be read."))?;
        Ok((self.code(number), entry))
    }
}
