//! The sum as text: numbers in front, in columns, so that no direction of what they count can move them.

use super::summary::{Place, Places, Summary};
use super::tally::Tally;
use crate::output::{grounds, plain};
use std::io::{self, Write};

/// Rows of a table.
const ROWS: usize = 20;
/// Places that are named in a row.
const NAMED: usize = 5;

/// A number of things.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Writes the sum.
pub(super) fn write(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "In sum")?;
    let mut facts =
        vec![("files", many(summary.files, &[(summary.unreadable, "not readable"), (summary.archives, "archives")]))];
    facts.push(("documents", summary.documents.to_string()));
    facts.push(("statements", many(summary.statements, &[(summary.cut, "cut off by the page")])));
    facts.push(("words", summary.words.to_string()));
    for (name, fact) in facts {
        writeln!(out, "  {name:<11}  {fact}")?;
    }
    table(out, "titles", &summary.titles)?;
    dates(out, summary)?;
    parties(out, summary)?;
    for (name, tally) in [
        ("languages", &summary.languages),
        ("kinds", &summary.kinds),
        ("encodings of files", &summary.encodings),
        ("formats of files", &summary.formats),
        ("left out, by reason", &summary.furniture),
        ("left out most often", &summary.furniture_lines),
    ] {
        table(out, name, tally)?;
    }
    suspicious(out, summary)?;
    for (name, places) in [
        ("without a title of their own", &summary.no_title),
        ("without a date", &summary.no_date),
        ("without a party", &summary.no_party),
        ("with a date that cannot be", &summary.impossible_dates),
    ] {
        if places.documents > 0 {
            writeln!(out, "  statements {name}: {}", places.documents)?;
            places.places.iter().try_for_each(|place| writeln!(out, "    {}", named(place, ": ")))?;
            more(out, places.documents, places.places.len())?;
        }
    }
    copies(out, summary)?;
    table(out, "problems", &summary.problems)
}

/// A number, and what of it is something else.
fn many(count: usize, of: &[(usize, &str)]) -> String {
    of.iter()
        .filter(|(count, _)| *count > 0)
        .fold(count.to_string(), |told, (count, what)| format!("{told}, {count} {what}"))
}

fn table(out: &mut dyn Write, name: &str, tally: &Tally) -> io::Result<()> {
    if tally.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {name}")?;
    let rows = tally.top(ROWS);
    for (name, count) in &rows {
        writeln!(out, "    {count:>7}  {}", plain::clean(name))?;
    }
    more(out, tally.len(), rows.len())
}

fn more(out: &mut dyn Write, all: usize, shown: usize) -> io::Result<()> {
    if all > shown { writeln!(out, "    and {} more", all - shown) } else { Ok(()) }
}

fn dates(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    writeln!(out, "  dates")?;
    writeln!(out, "    {:>7}  {:>8}  {:<9}  how", "sure", "inferred", "precision")?;
    for row in &summary.dates {
        let (precision, how) = (plain::name(&row.precision), grounds::how(row.how));
        writeln!(out, "    {:>7}  {:>8}  {precision:<9}  {how}", row.sure, row.inferred)?;
    }
    writeln!(out, "    {:>7}  {:>8}  {:<9}  none found", summary.undated, "", "")
}

fn parties(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    writeln!(out, "  parties")?;
    writeln!(
        out,
        "    {:>7}  with one{}",
        summary.parties,
        match summary.parties_unsure {
            0 => String::new(),
            unsure => format!(", {unsure} of them not sure"),
        }
    )?;
    writeln!(out, "    {:>7}  with none", summary.without_party)?;
    table(out, "parties, by what gave them away", &summary.party_cues)?;
    table(out, "parties, by their part", &summary.party_roles)?;
    table(out, "parties, by name", &summary.parties_by_name)?;
    table(out, "parties that no list has", &summary.unlisted_parties)
}

fn suspicious(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let joiners = &summary.lost_joiners;
    if summary.suspicious.is_empty() && joiners.lost == 0 {
        return Ok(());
    }
    writeln!(out, "  suspicious, by documents")?;
    for row in &summary.suspicious {
        writeln!(out, "    {:>7}  {}: {}", row.places.documents, row.what.words(), list(&row.places))?;
    }
    if joiners.lost > 0 {
        let all = joiners.lost + joiners.kept;
        let share = joiners.lost * 100 / all.max(1);
        let told = format!("lost ZWNJ ({} of {all} in Persian text, {share} %)", joiners.lost);
        let places = if joiners.places.documents > 0 { format!(": {}", list(&joiners.places)) } else { String::new() };
        writeln!(out, "    {:>7}  {told}{places}", joiners.places.documents)?;
    }
    Ok(())
}

/// The first places of a row.
fn list(places: &Places) -> String {
    let told: Vec<String> = places
        .places
        .iter()
        .take(NAMED)
        .map(|place| {
            let at = if place.at.is_empty() { String::new() } else { format!(", {}", place.at) };
            format!("{}{at} ({})", plain::clean(&place.path), plain::clean(&place.what))
        })
        .collect();
    let dots = if places.documents > NAMED { "; …" } else { "" };
    told.join("; ") + dots
}

fn named(place: &Place, between: &str) -> String {
    let item = place.item.map(|item| format!(":{item}")).unwrap_or_default();
    format!("{}{item}{between}{}", plain::clean(&place.path), plain::clean(&place.what))
}

fn copies(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    if !summary.copies.is_empty() {
        writeln!(out, "  copies")?;
        for row in &summary.copies {
            let paths: Vec<_> = row.paths.iter().take(NAMED).map(|path| plain::clean(path)).collect();
            let dots = if row.count > NAMED { ", …" } else { "" };
            writeln!(out, "    {} of {} bytes: {}{dots}", counted(row.count, "file"), row.size, paths.join(", "))?;
        }
    }
    if summary.not_compared > 0 {
        writeln!(out, "    {} not compared", counted(summary.not_compared, "file"))?;
    }
    Ok(())
}
