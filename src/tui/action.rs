//! Everything that a key can do: one table, from which the keymap, the help and the palette are built.

macro_rules! actions {
    ($($variant:ident $name:literal $short:literal $help:literal;)*) => {
        /// Something that a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = $help] $variant,)* }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Action] = &[$(Action::$variant,)*];

            /// Its name in `keys.toml` and in the palette.
            pub const fn name(self) -> &'static str {
                match self { $(Action::$variant => $name,)* }
            }

            /// A word or two for the hint line.
            pub const fn short(self) -> &'static str {
                match self { $(Action::$variant => $short,)* }
            }

            /// What it does, in one line.
            pub const fn help(self) -> &'static str {
                match self { $(Action::$variant => $help,)* }
            }
        }
    };
}

actions! {
    Enter "enter" "open" "Go deeper: from an article to its body, from a quotation to its place and back";
    Down "down" "down" "Next row, or one line down";
    Up "up" "up" "Previous row, or one line up";
    Left "left" "left" "To the pane on the left";
    Right "right" "right" "To the pane on the right";
    NextPane "next-pane" "pane" "Next pane";
    PreviousPane "previous-pane" "pane back" "Previous pane";
    PaneArticles "pane-articles" "articles" "To the list of articles";
    PaneBody "pane-body" "body" "To the body";
    PaneQuotes "pane-quotes" "quotes" "To the quotations of the article; again: to those of all that is found";
    PaneSpeakers "pane-speakers" "speakers" "To the speakers of what the query finds";
    PaneTimeline "pane-timeline" "timeline" "To the timeline";
    Timeline "timeline" "timeline" "To the timeline, and back to the pane before";
    TimelineIn "timeline-in" "shorter bars" "Shorter bars in the timeline: from years to days";
    TimelineOut "timeline-out" "longer bars" "Longer bars in the timeline: from days to years";
    Wider "wider" "wider" "Make the pane wider (the timeline higher)";
    Narrower "narrower" "narrower" "Make the pane narrower (the timeline lower)";
    Sort "sort" "sort" "Another order of the rows: newest, oldest, by speaker, by certainty";
    SaveView "save" "save" "Give the query a name: @name asks it again";
    Compare "compare" "compare" "Compare two speakers: this one, then another; in the timeline: bars by speaker";
    Top "top" "top" "First row, or the start of the text";
    Bottom "bottom" "bottom" "Last row, or the end of the text";
    HalfDown "half-down" "half page" "Half a page down";
    HalfUp "half-up" "half page up" "Half a page up";
    PageDown "page-down" "page" "A page down";
    PageUp "page-up" "page up" "A page up";
    ScrollDown "scroll-down" "scroll body" "Scroll the body down, from any pane";
    ScrollUp "scroll-up" "scroll body up" "Scroll the body up, from any pane";
    NextQuote "next-quote" "quote" "Next quotation of the article; in the list the next article, among quotations the next speaker";
    PreviousQuote "previous-quote" "quote back" "Previous quotation of the article; in the list the article before, among quotations the speaker before";
    NextHit "next-hit" "hit" "Next match of the query; past the last one: the next article";
    PreviousHit "previous-hit" "hit back" "Previous match of the query; before the first one: the previous article";
    Query "query" "query" "Edit the query";
    ClearQuery "clear-query" "clear query" "Empty the query";
    QueryBack "query-back" "last query" "Back to the query before";
    QueryForward "query-forward" "next query" "Forward to the query after";
    Speakers "speakers" "speakers" "Pick a speaker";
    Dates "dates" "dates" "Set a range of dates";
    Facets "facets" "narrow" "What the result divides into: kinds, outlets, undated, doubtful, starred, saved queries";
    Why "why" "why" "Why this speaker: the rule, the words, the chain and the second choice";
    Echoes "echoes" "also said" "Where else the words of the quotation stand, and who said them; in the list: which articles tell the same story; in the timeline: the busiest day";
    Removed "removed" "removed" "Show or hide what cleaning left out, each block with its rule";
    Raw "raw" "raw text" "Show the text as it came, or the cleaned body again";
    Zoom "zoom" "zoom" "The pane alone, or all panes again";
    CopyQuote "copy-quote" "copy quote" "Copy the quotation with speaker, outlet and date";
    CopyWords "copy-words" "copy words" "Copy the quoted words alone";
    CopyCitation "copy-citation" "citation" "Copy the quotation with its full source and how sure the attribution is";
    CopyBibtex "copy-bibtex" "BibTeX" "Copy an entry for a bibliography";
    CopyJson "copy-json" "JSON" "Copy the quotation as one line of JSON, as the command line prints it";
    CopyAddress "copy-address" "address" "Copy the address of the article";
    CopyPath "copy-path" "path" "Copy the path of the file";
    OpenSource "open-source" "open" "Open the article's address in the browser";
    EditSource "edit-source" "edit" "Open the file in your editor, at the line";
    Print "print" "print" "Print what is selected, the quotation or the article to the terminal itself, to be taken with the mouse";
    Pipe "pipe" "pipe" "Give the quotations that are found to a command";
    Export "export" "export" "Write what is found to a file: CSV, JSON, Markdown, HTML or BibTeX";
    Correct "correct" "correct" "Correct the quotation: another speaker, nobody, no quotation, other ends; in the list: day and title";
    Review "review" "review" "Go through the doubtful quotations, one a screen";
    Passage "passage" "select" "Select from here on, and again where it ends: words in the body, rows in the lists";
    AllQuotes "all-quotes" "all found" "Among quotations: those of all articles that the query finds as one list, or those of the article";
    Select "select" "select" "Select the row, or give it up again (in the body: a page down)";
    SelectAll "select-all" "select all" "Select everything that the query finds, or nothing any more";
    Star "star" "star" "Give the article (from the list) or the quotation a star, or take it away";
    Tag "tag" "tag" "Give the article a tag; -tag takes it away";
    Note "note" "note" "Write a note: on the article from the list, else on the quotation";
    Cleaning "cleaning" "cleaning" "What cleaning left out of the article: give a block back, or leave it out again";
    LeaveOut "leave-out" "leave out" "The selected words are no part of the article: cleaning should have left them out";
    Paragraph "paragraph" "paragraph" "Select the whole paragraph";
    Undo "undo" "undo" "Undo what was corrected, starred, tagged or noted last";
    Redo "redo" "redo" "Do again what was undone";
    Problems "problems" "problems" "Files that could not be read, with the reason";
    Palette "palette" "commands" "Type a command";
    Help "help" "help" "This help; type to search it";
    Mouse "mouse" "mouse" "Let go of the mouse, so that the terminal can select text, or take it again";
    Rescan "rescan" "read again" "Look again for what has changed in the folders that were read";
    Redraw "redraw" "redraw" "Draw the whole screen again";
    Suspend "suspend" "suspend" "Go to the shell; fg comes back";
    Back "back" "back" "Close what is open; quits from the list";
    Quit "quit" "quit" "Leave the program";
    Cancel "cancel" "cancel" "Close the overlay, or give up the edit";
    Accept "accept" "take it" "Take the highlighted row, or the line as it stands";
    Add "add" "add" "Add or take away the highlighted speaker, and go on";
    Exclude "exclude" "exclude" "Leave the highlighted speaker out";
    MergeNames "merge-names" "merge" "The highlighted name is another's: pick whose";
    RenameName "rename-name" "rename" "Give the highlighted person another name";
    SplitName "split-name" "split" "The highlighted name stands for itself again";
    Confirm "right-speaker" "right" "The speaker is right: it is confirmed";
    OtherName "other-name" "somebody else" "Somebody else said it: pick or type a name";
    Nobody "nobody" "nobody" "Nobody who is named said it";
    NotQuote "not-a-quotation" "no quotation" "These words are no quotation; for an article: it is none, nothing of it counts";
    Alike "alike" "all alike" "Do it to all quotations like this one in the article, too";
    Ends "ends" "ends" "Select the quotation's words anew in the body";
    Day "day" "day" "Correct the day of the article";
    Title "title" "title" "Correct the title of the article";
    SwapEnds "swap-ends" "other end" "Move the other end of the selected words";
    RowDown "row-down" "next" "Next row of the overlay";
    RowUp "row-up" "previous" "Previous row of the overlay";
    LinesDown "lines-down" "page down" "Page down in the overlay";
    LinesUp "lines-up" "page up" "Page up in the overlay";
    CharLeft "char-left" "left" "Cursor one character left";
    CharRight "char-right" "right" "Cursor one character right";
    WordLeft "word-left" "word left" "Cursor one word left";
    WordRight "word-right" "word right" "Cursor one word right";
    LineStart "line-start" "start" "Cursor to the start of the line";
    LineEnd "line-end" "end" "Cursor to the end of the line";
    Backspace "backspace" "delete back" "Delete the character before the cursor";
    Delete "delete" "delete" "Delete the character under the cursor";
    DeleteWord "delete-word" "delete word" "Delete the word before the cursor";
    DeleteToStart "delete-to-start" "delete to start" "Delete to the start of the line";
    DeleteToEnd "delete-to-end" "delete to end" "Delete to the end of the line";
}

impl Action {
    /// The action called `name`.
    pub fn named(name: &str) -> Option<Action> {
        Action::ALL.iter().copied().find(|a| a.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_say_what_they_do() {
        for (i, a) in Action::ALL.iter().enumerate() {
            assert_eq!(Action::named(a.name()), Some(*a));
            assert!(a.help().len() > 4 && !a.help().ends_with('.'), "{}", a.name());
            assert!(Action::ALL.iter().skip(i + 1).all(|b| b.name() != a.name()), "{} twice", a.name());
        }
    }
}
