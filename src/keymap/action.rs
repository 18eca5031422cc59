//! The one list of what a key can do: name, group and description of every action.
//!
//! Keymaps, the help and the reference are all made from it. An action says what is wanted and
//! nothing of how; those that move take a count, and a few take the character typed after them.

use std::fmt;

/// The parts of the help, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the titles say it")]
pub enum Group {
    Moving,
    Scrolling,
    Searching,
    Places,
    Statements,
    Selecting,
    Folding,
    Panes,
    Typing,
    Program,
}

impl Group {
    /// Returns the heading of this part of the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Scrolling => "Scrolling",
            Self::Searching => "Searching",
            Self::Places => "Marks and jumps",
            Self::Statements => "Statements",
            Self::Selecting => "Selecting and marking",
            Self::Folding => "Folds",
            Self::Panes => "Panes",
            Self::Typing => "Typing a line",
            Self::Program => "Program",
        }
    }
}

/// Writes the enum and its tables from one list.
macro_rules! actions {
    ($($group:ident { $($action:ident $name:literal $description:literal;)+ })+) => {
        /// What a key can do.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Action {
            $($(#[doc = $description] $action,)+)+
        }

        impl Action {
            /// All actions, in the order of the help.
            pub const ALL: &'static [Self] = &[$($(Self::$action,)+)+];

            /// Returns its name in keymaps.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Self::$action => $name,)+)+ }
            }

            /// Returns what it does, in one line.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self { $($(Self::$action => $description,)+)+ }
            }

            /// Returns the part of the help it stands in.
            #[must_use]
            pub fn group(self) -> Group {
                match self { $($(Self::$action => Group::$group,)+)+ }
            }
        }
    };
}

actions! {
    Moving {
        LineDown "line-down" "Down one line";
        LineUp "line-up" "Up one line";
        Left "left" "One cell to the left";
        Right "right" "One cell to the right";
        WordForward "word-forward" "To the start of the next word, in reading order";
        WordBack "word-back" "To the start of the word before, in reading order";
        WordEnd "word-end" "To the end of the word, in reading order";
        LineStart "line-start" "To where the line begins; the right edge in right-to-left text";
        LineEnd "line-end" "To where the line ends; the left edge in right-to-left text";
        NextParagraph "next-paragraph" "To the next paragraph";
        PreviousParagraph "previous-paragraph" "To the paragraph before";
        GoToTop "go-to-top" "To the first line, or to the line of the count";
        GoToBottom "go-to-bottom" "To the last line, or to the line of the count";
        GoToPercent "go-to-percent" "To the percentage of the count";
        ScreenTop "screen-top" "To the first line on the screen";
        ScreenMiddle "screen-middle" "To the middle of the screen";
        ScreenBottom "screen-bottom" "To the last line on the screen";
    }
    Scrolling {
        ScrollDown "scroll-down" "Scroll down one line";
        ScrollUp "scroll-up" "Scroll up one line";
        HalfPageDown "half-page-down" "Down half a page";
        HalfPageUp "half-page-up" "Up half a page";
        PageDown "page-down" "Down one page";
        PageUp "page-up" "Up one page";
        PlaceTop "place-top" "Put this line at the top of the screen";
        PlaceMiddle "place-middle" "Put this line in the middle of the screen";
        PlaceBottom "place-bottom" "Put this line at the bottom of the screen";
    }
    Searching {
        SearchForward "search-forward" "Search forwards in the text";
        SearchBackward "search-backward" "Search backwards in the text";
        NextHit "next-hit" "To the next hit";
        PreviousHit "previous-hit" "To the hit before";
        ClearHits "clear-hits" "Stop lighting hits until the next search";
        Filter "filter" "Narrow the list to what is typed";
    }
    Places {
        SetMark "set-mark" "Remember this place under the letter typed next";
        GoToMark "go-to-mark" "To the place remembered under the letter typed next";
        OlderJump "older-jump" "Back to where the last jump began";
        NewerJump "newer-jump" "Forward again through the jumps";
    }
    Statements {
        Open "open" "Open this statement, or open and close this group";
        Back "back" "One step back: end a selection, a filter, the lit hits, or leave the text for the list";
        NextStatement "next-statement" "Read the next statement";
        PreviousStatement "previous-statement" "Read the statement before";
        ToggleRaw "toggle-raw" "Show the rest of the page, dimmed, or hide it";
        Details "details" "Show what is known of this statement";
    }
    Selecting {
        SelectCharacters "select-characters" "Select from here by characters";
        SelectLines "select-lines" "Select from here by lines";
        SwapEnds "swap-ends" "To the other end of the selection";
        Copy "copy" "Copy the selection or the statement, as original text";
        MarkStatement "mark-statement" "Mark this statement for printing and go down";
        MarkAll "mark-all" "Mark every statement of the list";
        InvertMarks "invert-marks" "Mark what is unmarked and the other way round";
        ClearMarks "clear-marks" "Unmark every statement";
    }
    Folding {
        FoldToggle "fold-toggle" "Open or close this group";
        FoldOpen "fold-open" "Open this group";
        FoldClose "fold-close" "Close this group";
        FoldOpenAll "fold-open-all" "Open every group";
        FoldCloseAll "fold-close-all" "Close every group";
    }
    Panes {
        NextPane "next-pane" "To the other pane";
        ToggleZoom "toggle-zoom" "Give this pane the whole screen, or share it again";
        GrowSidebar "grow-sidebar" "Make the list wider";
        ShrinkSidebar "shrink-sidebar" "Make the list narrower";
    }
    Typing {
        AcceptLine "accept-line" "Take the line as typed";
        CancelPrompt "cancel-prompt" "Leave the line";
        NextMatch "next-match" "The match below, or the newer line of the history";
        PreviousMatch "previous-match" "The match above, or the older line of the history";
        HistoryOlder "history-older" "The older line of the history";
        HistoryNewer "history-newer" "The newer line of the history";
        CursorLeft "cursor-left" "Cursor one character to the left";
        CursorRight "cursor-right" "Cursor one character to the right";
        CursorStart "cursor-start" "Cursor to the start of the line";
        CursorEnd "cursor-end" "Cursor to the end of the line";
        DeleteBack "delete-back" "Delete the character before the cursor";
        DeleteForward "delete-forward" "Delete the character after the cursor";
        DeleteWordBack "delete-word-back" "Delete the word before the cursor";
        DeleteToStart "delete-to-start" "Delete all before the cursor";
        OtherLayout "other-layout" "Type the line as on another keyboard layout";
        InsertRegister "insert-register" "Type what the register named next holds; \" is what was copied last";
    }
    Program {
        CommandLine "command-line" "Type a command";
        Help "help" "Show the keys";
        Calibrate "calibrate" "Find out how this terminal wants right-to-left text";
        Accept "accept" "Print the selection, the marked statements or this one, and quit";
        Quit "quit" "Quit and print nothing";
        QuitWithoutPrinting "quit-without-printing" "Quit at once and print nothing";
        Interrupt "interrupt" "Stop what is running; in the list, quit";
        Suspend "suspend" "Go to the background";
        Redraw "redraw" "Draw the screen anew";
    }
}

impl Action {
    /// Returns the action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }

    /// True if the character typed next belongs to it.
    #[must_use]
    pub fn takes_character(self) -> bool {
        matches!(self, Self::SetMark | Self::GoToMark | Self::InsertRegister)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
