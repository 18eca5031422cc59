//! The members of an archive, each read as a file of its own.
//!
//! A member that cannot be read is told on its own report; an archive that ends too soon is told once, with
//! the member in which it ended. What is passed over is counted, and settings within an archive never count.

use super::FileReport;
use super::binary;
use super::content::{Depth, head_of, unpacked};
use super::format::warc;
use super::outlet::{Layer, Outlet, from};
use super::pack::member::{MOST_MEMBERS, Name};
use super::pack::{tar, zip};
use super::page::{self, Origin};
use crate::model::Problem;
use std::io::{self, Read, Seek};

/// Names that are told where there are many.
const TOLD: usize = 3;

/// The members of a tar archive.
pub(super) fn tar_members(
    source: impl Read,
    layer: &Layer<'_>,
    depth: Depth,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let mut archive = Archive::new(layer, depth, report, out);
    let mut members = tar::Members::new(source);
    let problem = loop {
        if archive.is_over() {
            break None;
        }
        match members.next()? {
            tar::Next::Member(member) => archive.member(&member.name, &mut members, true)?,
            tar::Next::Closed { name, why } => archive.closed(&name, why),
            tar::Next::Folder => {}
            tar::Next::Link | tar::Next::Device => archive.links += 1,
            tar::Next::End => break None,
            tar::Next::Rest => break Some("what follows the end of the tar archive is not read".to_owned()),
            tar::Next::Cut if layer.is_broken() => break None,
            tar::Next::Cut => break Some(archive.cut("the tar archive is cut off")),
            tar::Next::Damaged => break Some("the tar archive is damaged; the rest is not read".to_owned()),
        }
    };
    archive.close(problem);
    Ok(())
}

/// The members of a ZIP archive.
pub(super) fn zip_members(
    source: impl Read + Seek,
    layer: &Layer<'_>,
    depth: Depth,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let mut archive = Archive::new(layer, depth, report, out);
    let mut members = match zip::Members::new(source)? {
        Ok(members) => members,
        Err(mut source) => {
            source.rewind()?;
            return zip_sequence(source, archive);
        }
    };
    if members.before() > 0 {
        let problem = format!("{} bytes before the beginning of the ZIP archive are not read", members.before());
        archive.report.problems.push(Problem::new(problem));
    }
    while !archive.is_over() {
        let Some(member) = members.next()? else { break };
        archive.of_zip(member, false)?;
    }
    let missing = if archive.is_over() { 0 } else { members.missing() };
    archive.close(
        (missing > 0).then(|| format!("the directory of the ZIP archive is damaged; {missing} members are missing")),
    );
    Ok(())
}

/// The members of a ZIP archive without its directory, as they stand one after another.
fn zip_sequence(source: impl Read, mut archive: Archive<'_, '_>) -> io::Result<()> {
    let mut members = zip::Sequence::new(source);
    while !archive.is_over() {
        let Some(member) = members.next()? else { break };
        archive.of_zip(member, true)?;
    }
    let problem = if archive.layer.is_broken() {
        None
    } else if members.is_whole() {
        Some("the directory of the ZIP archive is damaged; its members were read one after another".to_owned())
    } else if archive.report.members == 0 {
        Some("the ZIP archive is cut off or damaged; nothing of it could be read".to_owned())
    } else {
        Some(archive.cut("the ZIP archive is cut off or damaged"))
    };
    archive.close(problem);
    Ok(())
}

/// The pages of saved web traffic, each a file that goes by its address.
pub(super) fn warc_pages(
    source: impl Read,
    layer: &Layer<'_>,
    depth: Depth,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let mut archive = Archive::new(layer, depth, report, out);
    let mut records = warc::Records::new(source);
    while !archive.is_over() {
        match records.next()? {
            warc::Next::Page(page) => archive.page(*page),
            warc::Next::Other => archive.report.passed_over += 1,
            warc::Next::End => break,
        }
    }
    // A place where the stream around the records ends is told by that stream.
    archive.report.problems.extend(records.problems(layer.is_broken()));
    archive.close(None);
    Ok(())
}

/// An archive that is walked.
struct Archive<'a, 'b> {
    layer: &'a Layer<'a>,
    depth: Depth,
    report: &'a mut FileReport,
    out: &'a mut Outlet<'b>,
    /// Links and devices that were met.
    links: usize,
    /// Names of files of settings that were met.
    settings: Vec<String>,
    /// The member in which the archive ended.
    cut_in: Option<String>,
}

impl<'a, 'b> Archive<'a, 'b> {
    fn new(layer: &'a Layer<'a>, depth: Depth, report: &'a mut FileReport, out: &'a mut Outlet<'b>) -> Self {
        Self { layer, depth, report, out, links: 0, settings: Vec::new(), cut_in: None }
    }

    /// True if no further member is to be read.
    fn is_over(&self) -> bool {
        self.out.is_over() || self.layer.is_spent()
    }

    /// Tells what the whole archive has to tell.
    fn close(self, problem: Option<String>) {
        let mut tell = |problem: String| self.report.problems.push(Problem::new(problem));
        if self.links > 0 {
            tell(format!("links and devices in the archive are not followed: {}", self.links));
        }
        if !self.settings.is_empty() {
            let names = self.settings.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = self.settings.len().saturating_sub(TOLD);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            tell(format!("settings within an archive are not read: {names}{more}"));
        }
        problem.into_iter().for_each(tell);
        self.report.passed_over += self.links + self.settings.len();
    }

    /// That the archive ends too soon, and where.
    fn cut(&self, how: &str) -> String {
        match &self.cut_in {
            Some(member) => format!("{how}; the rest is not read{}", from(member, &self.report.path)),
            None => format!("{how}; its last members are missing"),
        }
    }

    fn of_zip(&mut self, member: zip::Member<'_>, in_sequence: bool) -> io::Result<()> {
        match member {
            zip::Member::File { name, content } => self.member(&name, content, in_sequence)?,
            zip::Member::Closed { name, why } => self.closed(&name, &why),
            zip::Member::Folder => {}
            zip::Member::Link => self.links += 1,
        }
        Ok(())
    }

    /// Reads a member; `in_sequence` if what cuts it off ends the archive too.
    fn member(&mut self, name: &[u8], content: impl Read, in_sequence: bool) -> io::Result<()> {
        let Some(mut report) = self.begin(name) else { return Ok(()) };
        let depth = Depth { compressions: 0, archives: self.depth.archives + 1 };
        let layer = self.layer.member();
        let mut content = Steady { source: content, layer: &layer, fault: None };
        let head = head_of(&mut content)?;
        if !head.is_empty() {
            unpacked(head, &mut content, &layer, depth, &mut report, self.out)?;
        }
        match content.fault {
            _ if self.layer.is_spent() => self.layer.ended_in(&report.path),
            Some(io::ErrorKind::UnexpectedEof) if self.layer.is_broken() => self.layer.ended_in(&report.path),
            Some(io::ErrorKind::UnexpectedEof) if in_sequence => self.cut_in = Some(report.path.clone()),
            Some(kind) => {
                let why = match kind {
                    io::ErrorKind::UnexpectedEof => "is cut off in its archive",
                    io::ErrorKind::OutOfMemory => "asks for too much memory",
                    _ => "is damaged in its archive",
                };
                let place = layer.place(&report.path);
                report.problems.push(Problem::new(format!("{why}; the rest is not read{place}")));
            }
            None if report.format.is_none() && report.problems.is_empty() => {
                report.problems.push(Problem::new("the file is empty"));
            }
            None => {}
        }
        self.end(report);
        Ok(())
    }

    /// Tells of a member that is not read.
    fn closed(&mut self, name: &[u8], why: &str) {
        if let Some(mut report) = self.begin(name) {
            report.problems.push(Problem::new(why));
            self.end(report);
        }
    }

    /// Reads a page of saved web traffic.
    fn page(&mut self, page: warc::Page) {
        let name = page.url.split_once("://").map_or(page.url.as_str(), |(_, name)| name);
        let Some(mut report) = self.begin(name.as_bytes()) else { return };
        report.problems = page.problems;
        if self.layer.is_broken() && report.problems.iter().any(page::is_of_a_cut) {
            self.layer.ended_in(&report.path);
            report.problems.retain(|problem| !page::is_of_a_cut(problem));
        }
        let origin = Origin { url: Some(page.url), captured: page.captured, charset: page.charset };
        if page.content.is_empty() {
            if report.problems.is_empty() && !self.layer.is_broken() {
                report.problems.push(Problem::new("the page is empty"));
            }
        } else if let Some(kind) = binary::kind(&page.content) {
            report.problems.push(Problem::new(format!("skipped: not text ({kind})")));
        } else {
            page::whole(page.content, &origin, &mut report, self.out);
        }
        self.end(report);
    }

    /// The report of a member that is to be read; none for one that is passed over or not wanted.
    fn begin(&mut self, name: &[u8]) -> Option<FileReport> {
        if self.out.names.given() >= MOST_MEMBERS {
            self.out.is_full = true;
            return None;
        }
        let path = match self.out.names.name(&self.report.path, name) {
            Name::Path(path) => path,
            Name::Hidden => {
                self.report.passed_over += 1;
                return None;
            }
            Name::Settings(name) => {
                self.settings.push(name);
                return None;
            }
        };
        self.out.wants(&path).then(|| FileReport { path, ..FileReport::default() })
    }

    fn end(&mut self, report: FileReport) {
        self.report.members += 1;
        self.report.documents += report.documents;
        self.out.member(report);
    }
}

/// The content of a member: what goes wrong ends it and leaves the rest of the archive to be read.
struct Steady<'a, R> {
    source: R,
    layer: &'a Layer<'a>,
    fault: Option<io::ErrorKind>,
}

impl<R: Read> Read for Steady<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.is_some() || self.layer.is_spent() {
            return Ok(0);
        }
        match self.source.read(buffer) {
            Ok(count) => {
                self.layer.spend(count);
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.layer.end();
                self.fault = Some(error.kind());
                Ok(0)
            }
        }
    }
}
