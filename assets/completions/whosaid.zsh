#compdef whosaid
# Completion for zsh: asks the program, which knows the fields of a query and the speakers of the library.
_whosaid() {
    # Zsh keeps the marks and backslashes of what is typed; the program wants the words.
    local typed=${(Q)PREFIX} line value
    local -a given=("${(@Q)words[1,CURRENT-1]}") whole=() begun=() about_whole=() about_begun=()
    for line in "${(@f)$(WHOSAID_COMPLETE=fish whosaid -- "${given[@]}" "$typed" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        value=${line%%$'\t'*}
        if [[ $value == *[:/=] ]]; then
            begun+=("$value") about_begun+=("${line/$'\t'/  -- }")
        else
            whole+=("$value") about_whole+=("${line/$'\t'/  -- }")
        fi
    done
    (($#whole + $#begun)) || return 1
    # A name may hold what was typed without beginning with it, so the program says what matches, not zsh.
    (($#whole)) && compadd -U -V whosaid -l -d about_whole -a whole
    (($#begun)) && compadd -U -V whosaid -l -S '' -d about_begun -a begun
    # Of several names that do not begin with it only the list is shown: what was typed stays.
    local -a all=("${whole[@]}" "${begun[@]}")
    if (($#all > 1)) && [[ ${(L)all[1]} != "${(L)typed}"* ]]; then
        compstate[insert]=
        compstate[list]='list force'
    fi
    return 0
}
compdef _whosaid whosaid
