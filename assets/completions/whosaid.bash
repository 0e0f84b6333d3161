# Completion for bash: asks the program, which knows the fields of a query and the speakers of the library.
_whosaid() {
    local IFS=$'\013'
    # Bash breaks words at colons; what stands without a blank between is one word for us.
    local words=() line=$COMP_LINE word rest index=0 i
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        word=${COMP_WORDS[i]}
        rest=${line#"${line%%[![:space:]]*}"}
        if ((i > 0)) && [[ $rest == "$line" ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        line=${rest#"$word"}
        ((i == COMP_CWORD)) && index=$((${#words[@]} - 1))
    done
    # Inside quotation marks bash takes them off itself; outside, what was escaped is meant without.
    local cur=${words[index]} mark=
    case $cur in
        [\'\"]*) mark=${cur:0:1} cur=$2 ;;
        *) cur=${cur//\\/} ;;
    esac
    words[index]=$cur
    local space=true
    compopt +o nospace 2>/dev/null && space=false
    local found=($(_CLAP_IFS="$IFS" _CLAP_COMPLETE_INDEX="$index" _CLAP_COMPLETE_COMP_TYPE="$COMP_TYPE" \
        _CLAP_COMPLETE_SPACE="$space" WHOSAID_COMPLETE=bash whosaid -- "${words[@]}"))
    COMPREPLY=()
    local typed=$cur reply
    [[ -z $mark ]] && typed=${cur##*:}
    for reply in "${found[@]}"; do
        case $mark in
            \') ;;
            \")
                reply=${reply//\"/\\\"}
                # Bash closes what it opened, unless a quotation mark of ours stands at the end.
                [[ ${#found[@]} == 1 && $reply == *\" ]] && reply+=\"
                ;;
            *)
                # Only what follows the last colon is replaced.
                [[ $cur == *:* ]] && reply=${reply#"${cur%"$typed"}"}
                [[ $reply == *[[:space:]\"\'\(\)\&\;\|\<\>]* ]] && printf -v reply %q "$reply"
                ;;
        esac
        COMPREPLY+=("$reply")
    done
    # Names that hold what was typed, but do not begin with it: bash must not put their common start in its place.
    if ((${#COMPREPLY[@]} > 1)) && [[ ${COMPREPLY[0]} != "$typed"* ]]; then
        COMPREPLY+=("$typed")
    fi
    [[ $space == false && ${COMPREPLY-} =~ [=/:]$ ]] && compopt -o nospace
    return 0
}
complete -o nospace -o bashdefault -o nosort -F _whosaid whosaid 2>/dev/null ||
    complete -o nospace -o bashdefault -F _whosaid whosaid
