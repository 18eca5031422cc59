//! Lays out text paragraph after paragraph, keeping its memory.
//!
//! The same lines as [`Paragraph`](super::Paragraph) gives, for whoever reads each line once and
//! needs no paragraph afterwards: printing a file, counting rows.

use super::analysis::Analysis;
use super::line::{Line, Tail};
use super::options::Options;
use super::reorder::Run;
use super::wrap;

/// Memory for laying out one paragraph at a time.
#[derive(Debug, Default)]
pub struct Compositor {
    analysis: Analysis,
    line: Line,
    runs: Vec<Run>,
}

impl Compositor {
    /// Lays out one paragraph at `width` columns and shows each of its lines to `take`, in order.
    ///
    /// ```
    /// use reader::layout::{Compositor, Options};
    ///
    /// let mut rows = Vec::new();
    /// Compositor::default().each_line("two words", 5, &Options::default(), |line| {
    ///     rows.push(line.visual().to_owned());
    /// });
    /// assert_eq!(rows, ["two", "words"]);
    /// ```
    pub fn each_line(&mut self, text: &str, width: usize, options: &Options, take: impl FnMut(&Line)) {
        self.each_line_restoring(text, width, options, &[], take);
    }

    /// Does the same for a text that lacks ZWNJ at the offsets `lost`, as if it had them.
    pub fn each_line_restoring(
        &mut self,
        text: &str,
        width: usize,
        options: &Options,
        lost: &[usize],
        mut take: impl FnMut(&Line),
    ) {
        let Self { analysis, line, runs } = self;
        let text = analysis.read(text, options, lost);
        wrap::each_line(&analysis.units.list, text.len(), width, |cut| {
            let base = analysis.base_at(cut.range.start);
            line.fill(&analysis.units, text, cut, base, &Tail::Hanging, runs);
            take(line);
        });
    }
}
