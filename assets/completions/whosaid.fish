# Completion for fish: asks the program, which knows the fields of a query and the speakers of the library.
function __whosaid_offered
    # Fish gives the word as it is typed; the program wants it without its marks and backslashes.
    set -l typed (commandline --current-token --cut-at-cursor)
    switch $typed
        case "'*" '"*'
            set typed (string sub --start 2 -- $typed | string replace --all --regex '\\\\(["\'\\\\$])' '$1')
        case '*'
            set typed (string unescape -- $typed; or string replace --all '\\' '' -- $typed)
    end
    WHOSAID_COMPLETE=fish whosaid -- (commandline --current-process --tokenize --cut-at-cursor) "$typed"
end
complete --keep-order --exclusive --command whosaid --arguments '(__whosaid_offered)'
