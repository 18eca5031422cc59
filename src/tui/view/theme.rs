//! Styles by role, in the sixteen colours that every terminal has, or in none.
//!
//! Only colours that can be read on black and on white alike: magenta, cyan, red, green; not yellow, not blue.
//! Colour is never the only sign: what is selected is reversed, hits and matched letters are underlined, page
//! furniture stands beside a rule. The roles are closed; a part asks for a role and never for a colour.

use ratatui::style::{Color, Modifier, Style};

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    Text,
    Title,
    Kicker,
    About,
    Lead,
    Signature,
    Furniture,
    Heading,
    Count,
    Date,
    Mark,
    Open,
    Rule,
    Bar,
    Failure,
    Prompt,
    Name,
}

/// The styles in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// The theme; without `colour` it tells roles apart by weight and underline alone.
    #[must_use]
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// The style of a role.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        match role {
            Role::Text | Role::Lead | Role::Signature => plain,
            Role::Title => bold,
            Role::Kicker => self.tint(plain, Color::Cyan),
            Role::About | Role::Date => self.tint(plain, Color::Cyan),
            Role::Furniture | Role::Rule | Role::Count => plain.add_modifier(Modifier::DIM),
            Role::Heading => self.tint(bold, Color::Magenta),
            Role::Mark => self.tint(bold, Color::Green),
            Role::Open => bold,
            Role::Bar => plain.add_modifier(Modifier::REVERSED),
            Role::Failure => self.tint(bold.add_modifier(Modifier::REVERSED), Color::Red),
            Role::Prompt => self.tint(bold, Color::Green),
            Role::Name => self.tint(plain, Color::Green),
        }
    }

    /// Makes a style stand out as matched letters or a hit do.
    #[must_use]
    pub fn hit(self, style: Style) -> Style {
        self.tint(style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD), Color::Red)
    }

    /// Makes a style stand out as the hit that was gone to.
    #[must_use]
    pub fn current(self, style: Style) -> Style {
        self.hit(style).add_modifier(Modifier::REVERSED)
    }

    /// Makes a style stand out as selected, or as the row of the cursor; one bar of one colour.
    ///
    /// Bold goes, since terminals that show it as a brighter colour show grey letters on a grey bar then.
    #[must_use]
    pub fn selected(self, style: Style) -> Style {
        Style { fg: None, ..style }.remove_modifier(Modifier::BOLD | Modifier::DIM).add_modifier(Modifier::REVERSED)
    }

    /// The cursor within what is reversed already.
    #[must_use]
    pub fn cursor(self, style: Style) -> Style {
        style.remove_modifier(Modifier::REVERSED).add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
    }

    fn tint(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_told_by_colour_alone() {
        let theme = Theme::new(false);
        let text = theme.style(Role::Text);
        for role in [Role::Title, Role::Furniture, Role::Heading, Role::Mark, Role::Open, Role::Bar, Role::Prompt] {
            assert_ne!(theme.style(role), text, "{role:?}");
        }
        assert_ne!(theme.style(Role::Failure), theme.style(Role::Bar));
        let lights = [text, theme.hit(text), theme.current(text), theme.selected(text)];
        for (number, light) in lights.iter().enumerate() {
            assert!(lights.iter().skip(number + 1).all(|other| other != light), "{light:?}");
        }
        assert_ne!(theme.cursor(theme.selected(text)), theme.selected(text));
        assert_ne!(theme.cursor(theme.current(text)), theme.current(text));
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        for role in [Role::Title, Role::Heading, Role::Date, Role::Failure, Role::Prompt] {
            let coloured = Theme::new(true).style(role);
            assert_eq!(Style { fg: None, ..coloured }, Theme::new(false).style(role), "{role:?}");
        }
    }
}
