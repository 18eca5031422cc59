//! All files of settings together, over what the program knows.
//!
//! A folder counts for more than a site, that for more than the whole corpus, a longer path or address for more than a
//! shorter one; of two that speak of the same, the later file is right.

use super::entries::{self, Holds, Where};
use super::nearest::nearest;
use super::site::lies_at;
use crate::extract::offices::Offices;
use crate::extract::party::Gazetteer;
use crate::model::{Calendar, ConfigFile, ConfigProblem, Day, Scope};
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

/// Problems from which on nothing is sought that a wrong id may have meant.
const MANY: usize = 1000;

/// What country words a country of a folder or a site is worth.
const BESIDE: usize = 20;
/// What the country of a whole corpus is worth: a little more than the language.
const DEFAULT: usize = 3;

/// Problems of one file that are told; more say only that it is something else.
const MOST: usize = 50;

/// What a corpus and its user say of how it is to be read.
#[derive(Clone, Debug)]
pub struct Project {
    pub(in crate::extract) gazetteer: Gazetteer,
    pub(in crate::extract) furniture: Vec<String>,
    /// What counts for most comes first.
    rules: Vec<Rule>,
    problems: Vec<ConfigProblem>,
}

#[derive(Clone, Debug)]
struct Rule {
    place: Where,
    scopes: Arc<[Scope]>,
    /// Index in the gazetteer.
    party: Option<usize>,
    holds: Holds,
    file: Arc<str>,
}

/// What holds for one document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::extract) struct Given {
    /// The body that its folder belongs to, and why.
    pub(in crate::extract) folder: Option<(usize, String)>,
    /// The body that its site belongs to, and why.
    pub(in crate::extract) site: Option<(usize, String)>,
    /// The country it is usually of.
    pub(in crate::extract) country: Option<Weighed>,
    /// The calendar of bare numbers.
    pub(in crate::extract) calendar: Option<Calendar>,
    /// The day that dates without a year count from.
    pub(in crate::extract) reference: Option<Day>,
    /// Whether the day a file was last changed may date what nothing else does.
    pub(in crate::extract) file_time: Option<bool>,
}

/// A country, and what it is worth among words that point to countries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::extract) struct Weighed {
    pub(in crate::extract) country: String,
    pub(in crate::extract) weight: usize,
}

/// Words that mean a body only beside other words.
struct Everyday(HashSet<String>);

impl Everyday {
    /// The words, or none where none is `wanted`.
    fn new(gazetteer: &Gazetteer, wanted: bool) -> Self {
        if !wanted {
            return Self(HashSet::new());
        }
        let offices = Offices::new();
        let lists = [&offices.party_nouns, &offices.saying, &offices.speaking, &offices.state, &offices.texts];
        let more = [&offices.against, &offices.meeting, &offices.after_name, &offices.loose_nouns];
        let words = lists.into_iter().chain(more).flatten().cloned();
        Self(words.chain(gazetteer.iter().flat_map(|party| &party.weak).map(|word| fold(word))).collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains(fold(name).trim())
    }
}

impl Default for Project {
    fn default() -> Self {
        Self::read(&[])
    }
}

impl Project {
    /// Takes in files of settings, of which a later one counts for more.
    #[must_use]
    pub fn read(files: &[ConfigFile]) -> Self {
        let mut project =
            Self { gazetteer: Gazetteer::embedded(), furniture: Vec::new(), rules: Vec::new(), problems: Vec::new() };
        let read: Vec<_> = files.iter().map(|file| entries::read(file, &mut project.problems)).collect();
        let everyday = Everyday::new(&project.gazetteer, read.iter().any(|entries| !entries.changes.is_empty()));
        for (file, entries) in files.iter().zip(&read) {
            for (change, line) in &entries.changes {
                for name in project.gazetteer.unknown_names(change) {
                    let message =
                        format!("`{name}` in `without` is no name of `{}`; nothing is taken away.", change.id);
                    project.add(file, *line, message);
                }
                for name in change.name.iter().chain(&change.aliases).filter(|name| everyday.has(name)) {
                    let message = format!("`{name}` is an everyday word and is taken at its word; `weak` is for such.");
                    project.add(file, *line, message);
                }
                if !project.gazetteer.change(change) {
                    let message = project.no_party(&change.id, " A new party needs a `name`.");
                    project.add(file, *line, message);
                }
            }
        }
        for (file, entries) in files.iter().zip(&read) {
            for (id, other, line) in &entries.merges {
                // A party that could not be made was told of already.
                if project.gazetteer.index(id).is_some() && !project.gazetteer.merge(id, other) {
                    let message = match project.gazetteer.index(other) {
                        Some(_) => format!("`{other}` is merged into `{id}` already."),
                        None => project.no_party(other, " One met only in texts is called `seen-…`."),
                    };
                    project.add(file, *line, message);
                }
            }
        }
        for (file, entries) in files.iter().zip(read) {
            let scopes: Arc<[Scope]> = file.scopes.clone().into();
            let name: Arc<str> = file.name.as_str().into();
            project.furniture.extend(entries.furniture);
            for (place, holds, line) in entries.places {
                let party = holds.party.as_deref().and_then(|id| project.gazetteer.index(id));
                if let Some(id) = holds.party.as_deref().filter(|_| party.is_none()) {
                    let message = project.no_party(id, "");
                    project.add(file, line, message);
                }
                let (scopes, file) = (Arc::clone(&scopes), Arc::clone(&name));
                project.rules.push(Rule { place, scopes, party, holds, file });
            }
        }
        // A stable sort of the reversed list keeps later files before earlier ones.
        project.rules.reverse();
        project.rules.sort_by_key(|rule| match &rule.place {
            Where::Folder(path) => (0, Reverse(path.split('/').count())),
            Where::Site(site) => (1, Reverse(site.len())),
            Where::Everywhere => (2, Reverse(0)),
        });
        for file in files {
            project.bound(&file.name);
        }
        let order = |problem: &ConfigProblem| files.iter().position(|file| file.name == problem.file);
        project.problems.sort_by_key(|problem| (order(problem), problem.line.unwrap_or(usize::MAX)));
        project
    }

    /// What was wrong in the files, in their order.
    #[must_use]
    pub fn problems(&self) -> &[ConfigProblem] {
        &self.problems
    }

    fn add(&mut self, file: &ConfigFile, line: usize, message: String) {
        self.problems.push(ConfigProblem { file: file.name.clone(), line: Some(line), message });
    }

    /// Keeps the first problems of a file, and counts the others.
    fn bound(&mut self, file: &str) {
        let own = |problem: &ConfigProblem| problem.file == file;
        let (mut kept, mut rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.problems).into_iter().partition(own);
        kept.sort_by_key(|problem| problem.line.unwrap_or(usize::MAX));
        if kept.len() > MOST {
            let more = kept.len() - MOST;
            kept.truncate(MOST);
            let message = format!("{more} more problems are not told.");
            kept.push(ConfigProblem { file: file.to_owned(), line: None, message });
        }
        rest.extend(kept);
        self.problems = rest;
    }

    fn no_party(&self, id: &str, hint: &str) -> String {
        // Of very many problems most are not told.
        let known = self.gazetteer.iter().map(|party| party.id.0.as_str()).filter(|_| self.problems.len() < MANY);
        let meant = nearest(id, known).map_or_else(|| ".".to_owned(), |near| format!("; did you mean `{near}`?"));
        format!("There is no party `{id}`{meant}{hint}")
    }

    /// What holds for the file at `path` of the corpus, with these addresses.
    pub(in crate::extract) fn given(&self, path: &str, addresses: [Option<&str>; 2]) -> Given {
        let mut given = Given::default();
        for rule in &self.rules {
            let mut inside = rule.scopes.iter().filter_map(|scope| scope.within(path));
            let (holds, slot, name) = match &rule.place {
                Where::Everywhere => (inside.next().is_some(), None, ""),
                Where::Site(site) => {
                    let there = addresses.into_iter().flatten().any(|address| lies_at(address, site));
                    (there && inside.next().is_some(), Some(&mut given.site), "site")
                }
                Where::Folder(folder) => (inside.any(|path| is_below(path, folder)), Some(&mut given.folder), "folder"),
            };
            if !holds {
                continue;
            }
            if let (Some(slot), Some(party), Where::Site(place) | Where::Folder(place)) =
                (slot, rule.party, &rule.place)
            {
                slot.get_or_insert_with(|| (party, format!("{name}: {place}, as {} says", rule.file)));
            }
            let weight = if rule.place == Where::Everywhere { DEFAULT } else { BESIDE };
            let country = rule.holds.country.clone().map(|country| Weighed { country, weight });
            given.calendar = given.calendar.or(rule.holds.calendar);
            given.country = given.country.take().or(country);
            given.reference = given.reference.or(rule.holds.reference);
            given.file_time = given.file_time.or(rule.holds.file_time);
        }
        let solar = |country: &Weighed| matches!(country.country.as_str(), "IR" | "AF").then_some(Calendar::SolarHijri);
        given.calendar = given.calendar.or_else(|| given.country.as_ref().and_then(solar));
        given
    }
}

/// True if the path is that of the folder, or of something in it; `*` in a part of a folder stands for any letters.
fn is_below(path: &str, folder: &str) -> bool {
    let mut path = path.split('/');
    folder.split('/').all(|wanted| path.next().is_some_and(|part| is_like(part, wanted)))
}

fn is_like(part: &str, wanted: &str) -> bool {
    let mut pieces = wanted.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| part.strip_prefix(first)) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece).and_then(|at| rest.get(at + piece.len()..)) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ConfigKind, PartyId};

    /// Files as `(name, text)`, the user's first; a name with `parties` in it is of that kind.
    fn project(files: &[(&str, &str)]) -> Project {
        let files: Vec<ConfigFile> = files
            .iter()
            .map(|(name, text)| ConfigFile {
                name: (*name).to_owned(),
                kind: if name.contains("parties") { ConfigKind::Parties } else { ConfigKind::Reader },
                scopes: vec![Scope::default()],
                text: Ok((*text).to_owned()),
            })
            .collect();
        Project::read(&files)
    }

    fn check(name: &str, text: &str, expected: &[&str]) {
        let told: Vec<String> = project(&[(name, text)]).problems().iter().map(ToString::to_string).collect();
        assert_eq!(told, expected, "{text}");
    }

    fn names(project: &Project, id: &str) -> Vec<String> {
        let party = project.gazetteer.get(&PartyId(id.to_owned())).expect("a party");
        std::iter::once(&party.name).chain(&party.aliases).cloned().collect()
    }

    const PARTIES: &str = "\
[party.xx-sabz]
name = \"حزب سبزراه\"
country = \"IR\"
kind = \"front\"
aliases = [\"سبزراهان\"]
weak = \"سبز\"
latin = \"SBZ\"
sites = [\"https://www.sabz.example/\"]
folders = [\"sabz\"]
merge = [\"seen-حزب-سبزها\"]
";

    #[test]
    fn a_party_is_added_with_all_its_keys() {
        let project = project(&[("parties.toml", PARTIES)]);
        assert_eq!(project.problems(), []);
        assert_eq!(names(&project, "xx-sabz"), ["حزب سبزراه", "سبزراهان"]);
        assert_eq!(names(&project, "seen-حزب-سبزها"), ["حزب سبزراه", "سبزراهان"]);
        let index = project.gazetteer.index("xx-sabz");
        let body = |given: &Option<(usize, String)>| given.as_ref().map(|(body, _)| *body);
        let given = project.given("sabz/2018/a.txt", [Some("https://news.sabz.example/1"), None]);
        assert_eq!((body(&given.folder), body(&given.site)), (index, index));
        assert_eq!(given.folder.map(|(_, why)| why).as_deref(), Some("folder: sabz, as parties.toml says"));
        assert_eq!(project.given("sabzi/a.txt", [Some("https://sabz.example.com/"), None]), Given::default());
    }

    #[test]
    fn a_known_party_is_renamed_and_merged() {
        let project = project(&[(
            "parties.toml",
            "[party.ir-hemmat]\nname = \"حزب همت نو\"\nwithout = \"حزب همت\"\nmerge = \"ir-solidarity\"\n",
        )]);
        assert_eq!(project.problems(), []);
        let names = names(&project, "ir-solidarity");
        assert_eq!(names[0], "حزب همت نو");
        assert!(
            names.iter().any(|name| name.contains("همدلی")) && names.contains(&"حزب همبستگی".to_owned()),
            "{names:?}"
        );
        assert!(!names.contains(&"حزب همت".to_owned()));
    }

    #[test]
    fn the_nearer_and_the_later_counts() {
        let user = "country = \"MA\"\ncalendar = \"gregorian\"\n[folders]\n\"a\" = { country = \"EG\" }\n";
        let corpus = "country = \"IR\"\nreference_date = 2020-01-31\n[folders]\n\"a/b\" = { calendar = \"lunar\" }\n\
                      \"a\" = { country = \"SD\" }\n";
        let project = project(&[("user.toml", user), ("corpus.toml", corpus)]);
        assert_eq!(project.problems(), []);
        let told = |path: &str| {
            let given = project.given(path, [None, None]);
            (given.country.map(|country| (country.country, country.weight)), given.calendar)
        };
        assert_eq!(told("x.txt"), (Some(("IR".to_owned(), DEFAULT)), Some(Calendar::Gregorian)));
        assert_eq!(told("a/x.txt"), (Some(("SD".to_owned(), BESIDE)), Some(Calendar::Gregorian)));
        assert_eq!(told("a/b/x.txt"), (Some(("SD".to_owned(), BESIDE)), Some(Calendar::Hijri)));
        assert_eq!(project.given("x.txt", [None, None]).reference, Day::parse_iso("2020-01-31"));
    }

    #[test]
    fn a_country_brings_its_calendar() {
        let calendar = |text: &str| project(&[("r", text)]).given("x", [None, None]).calendar;
        assert_eq!(calendar("country = \"AF\""), Some(Calendar::SolarHijri));
        assert_eq!(calendar("country = \"AF\"\ncalendar = \"lunar\""), Some(Calendar::Hijri));
        assert_eq!(calendar("country = \"EG\""), None);
    }

    #[test]
    fn settings_hold_where_they_lie() {
        let scope = Scope { base: "one".to_owned(), files: None };
        let text = "country = \"EG\"\n[folders]\n\"a\" = \"ir-hemmat\"\n".to_owned();
        let file = ConfigFile { name: "r".to_owned(), kind: ConfigKind::Reader, scopes: vec![scope], text: Ok(text) };
        let project = Project::read(&[file]);
        assert!(project.given("one/a/x.txt", [None, None]).folder.is_some());
        assert_eq!(project.given("two/a/x.txt", [None, None]), Given::default());
    }

    #[test]
    fn wrong_entries_of_parties_are_told_and_left_out() {
        check(
            "parties.toml",
            "[party.ir-hemat]\nalliases = [\"x\"]\n\n[party.xx-a]\nname = \"حزب الف\"\naliases = [\"آبی\", 3, \"ا\"]\n\
             kind = \"club\"\ncountry = \"Iran\"\nlatin = [\"AB\"]\nsites = [\"no site\"]\nfolders = [\"../up\"]\n\
             merge = [\"ir-hemmatt\", \"xx-a\"]\n[party.\"Big One\"]\nname = \"حزب\"\n[parties.x]\n[folders]\n",
            &[
                "parties.toml:1: There is no party `ir-hemat`; did you mean `ir-hemmat`? A new party needs a `name`.",
                "parties.toml:2: There is no key `alliases` here; did you mean `aliases`? The keys are name, aliases, \
                 weak, latin, english, country, kind, sites, folders, merge, without.",
                "parties.toml:6: A text in quotation marks is needed here.",
                "parties.toml:6: `ا` is too short for a name; it needs two letters at least.",
                "parties.toml:7: A kind is one of party, alliance, movement, front, bloc, organisation, society.",
                "parties.toml:8: A country is a code of two capital letters, such as IR, MA or EG.",
                "parties.toml:9: `AB` is no short Latin name; one has three Latin letters at least, such as PJD.",
                "parties.toml:10: `no site` is no site; one is a host such as example.org, or with a path: t.me/name.",
                "parties.toml:11: `../up` is no folder of the corpus; a folder is a path from the root of the corpus, \
                 such as archive/2018.",
                "parties.toml:12: There is no party `ir-hemmatt`; did you mean `ir-hemmat`? One met only in texts is \
                 called `seen-…`.",
                "parties.toml:12: `xx-a` is merged into `xx-a` already.",
                "parties.toml:13: `Big One` is no id for a party; an id is made of a-z, 0-9 and hyphens, such as \
                 `ir-example`.",
                "parties.toml:15: There is no `parties` in parties.toml; each party is a table `[party.ID]`.",
                "parties.toml:16: There is no `folders` in parties.toml; it belongs in reader.toml.",
            ],
        );
        let project = project(&[("parties.toml", "[party.xx-a]\nname = \"حزب الف\"\nkind = \"club\"\n")]);
        assert_eq!(names(&project, "xx-a"), ["حزب الف"]);
    }

    #[test]
    fn wrong_entries_of_settings_are_told_and_left_out() {
        check(
            "reader.toml",
            "calender = \"solar\"\ncalendar = \"maya\"\nfurniture = [\"a\", \"ب*\"]\nreference_date = \"1397/01/18\"\n\
             [folders]\n\"/abs\" = \"ir-hemmat\"\n\"a\" = \"nobody\"\n\"b\" = 3\n\"c\" = { partyy = \"ir-hemmat\" }\n\
             [sites]\n\"x\" = \"ir-hemmat\"\n[party.x]\nname = \"y\"\n",
            &[
                "reader.toml:1: There is no key `calender` here; did you mean `calendar`? The keys are calendar, \
                 country, reference_date, file_time, furniture, sites, folders.",
                "reader.toml:2: A calendar is one of solar, lunar, gregorian.",
                "reader.toml:3: A furniture line needs two letters or digits at least.",
                "reader.toml:3: A furniture line needs two letters or digits at least.",
                "reader.toml:4: A reference date is a Gregorian day such as 2021-08-02.",
                "reader.toml:6: `/abs` is no folder of the corpus; a folder is a path from the root of the corpus, \
                 such as archive/2018.",
                "reader.toml:7: There is no party `nobody`.",
                "reader.toml:8: The id of a party is needed, or a table with party, country, calendar, reference_date, file_time.",
                "reader.toml:9: There is no key `partyy` here; did you mean `party`? The keys are party, country, \
                 calendar, reference_date, file_time.",
                "reader.toml:11: `x` is no site; one is a host such as example.org, or with a path: t.me/name.",
                "reader.toml:12: There is no key `party` here; it belongs in parties.toml. The keys are calendar, \
                 country, reference_date, file_time, furniture, sites, folders.",
            ],
        );
    }

    #[test]
    fn the_time_of_files_counts_where_that_is_asked_for() {
        let settings = "file_time = true\n[folders]\n\"copies\" = { file_time = false }\n";
        let given = project(&[("reader.toml", settings)]);
        assert_eq!(given.given("x.txt", [None, None]).file_time, Some(true));
        assert_eq!(given.given("copies/x.txt", [None, None]).file_time, Some(false));
        assert_eq!(project(&[]).given("x.txt", [None, None]).file_time, None);
        check(
            "reader.toml",
            "file_time = \"yes\"\n",
            &["reader.toml:1: This is either true or false, without quotation marks."],
        );
    }

    #[test]
    fn a_line_that_is_not_toml_costs_only_itself() {
        let project = project(&[("reader.toml", "country = \"EG\ncalendar = \"lunar\"\nfoo bar\n")]);
        let lines: Vec<_> = project.problems().iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(1), Some(3)]);
        assert_eq!(project.given("x", [None, None]).calendar, Some(Calendar::Hijri));
        let file = ConfigFile {
            name: "r".to_owned(),
            kind: ConfigKind::Reader,
            scopes: Vec::new(),
            text: Err("is not UTF-8".to_owned()),
        };
        let told = Project::read(&[file]).problems()[0].to_string();
        assert_eq!(told, "r: The file is not UTF-8; nothing of it is used.");
    }

    #[test]
    fn names_that_are_not_there_or_everyday_words_are_told() {
        check(
            "parties.toml",
            "[party.ir-hemmat]\nwithout = [\"حزب همت\", \"حزب هیچ\"]\n[party.xx-a]\nname = \"حزب الف\"\naliases = \
             [\"همت\", \"گفت\", \"الفیان\"]\n",
            &[
                "parties.toml:1: `حزب هیچ` in `without` is no name of `ir-hemmat`; nothing is taken away.",
                "parties.toml:3: `همت` is an everyday word and is taken at its word; `weak` is for such.",
                "parties.toml:3: `گفت` is an everyday word and is taken at its word; `weak` is for such.",
            ],
        );
    }

    #[test]
    fn merges_in_a_ring_end() {
        check(
            "parties.toml",
            "[party.xx-a]\nname = \"حزب الف\"\nmerge = \"xx-b\"\n[party.xx-b]\nname = \"حزب باء\"\nmerge = \"xx-a\"\n",
            &["parties.toml:6: `xx-a` is merged into `xx-b` already."],
        );
    }

    #[test]
    fn stars_stand_for_letters_in_folders() {
        let below =
            |path: &str, folder: &str, expected: bool| assert_eq!(is_below(path, folder), expected, "{path} {folder}");
        below("a/2018/x.txt", "a/20*", true);
        below("a/2018/x.txt", "*/2018", true);
        below("a/1998/x.txt", "a/20*", false);
        below("a/b/2018/x.txt", "a/20*", false);
        below("a/x-mid-y/z", "a/x*mid*y", true);
        below("a/xy/z", "a/xy*y", false);
        below("a/x", "a/x", true);
        below("ab/x", "a", false);
    }

    #[test]
    fn problems_of_all_kinds_are_bounded() {
        let unknown: String = (0..3000).map(|number| format!("[party.zz-{number}]\ncountry = \"IR\"\n")).collect();
        let project = project(&[("parties.toml", &unknown), ("reader.toml", "[folders]\n\"a\" = \"nobody\"\n")]);
        let told: Vec<String> = project.problems().iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), MOST + 2);
        assert_eq!(told[MOST], "parties.toml: 2950 more problems are not told.");
        assert_eq!(told[MOST + 1], "reader.toml:2: There is no party `nobody`.");
    }

    #[test]
    fn marks_and_line_ends_of_other_systems_are_read() {
        let project = project(&[("parties.toml", "\u{FEFF}[party.xx-a]\r\nname = \"حزب الف\"\r\nkind = \"club\"\r\n")]);
        assert_eq!(names(&project, "xx-a"), ["حزب الف"]);
        assert_eq!(project.problems()[0].line, Some(3));
    }

    #[test]
    fn the_readme_tells_it_as_it_is() {
        let readme = include_str!("../../../README.md");
        let example = readme.split("```toml\n").find(|text| text.starts_with("# parties.toml")).unwrap();
        let (parties, rest) = example.split("```").next().unwrap().split_once("# reader.toml\n").unwrap();
        assert_eq!(project(&[("parties.toml", parties), ("reader.toml", rest)]).problems(), []);
    }

    #[test]
    fn any_text_is_read() {
        let deep = format!("a = {}", "[".repeat(100_000));
        project(&[("reader.toml", &deep), ("parties.toml", &"[a.".repeat(10_000))]);
        for text in ["[", "]]", "= 3", "party = 3", "[party]\nx = 1", "[[party]]\n[[party.x]]", "\u{0}", "a.b.c = {"] {
            project(&[("parties.toml", text), ("reader.toml", text)]);
        }
        let many = "x\n".repeat(1000);
        assert!(project(&[("reader.toml", &many)]).problems().len() <= 51);
    }
}
