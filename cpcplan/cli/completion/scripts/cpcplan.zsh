#compdef cpcplan
# Completion of cpcplan for zsh. Made by: cpcplan completion zsh
_cpcplan() {
    local program=${${(Q)words[1]}/#\~\//$HOME/}
    local -a replies values shown
    replies=("${(@f)$(
        _CPCPLAN_TAB=zsh _CPCPLAN_LINE="${(j: :)words[1,CURRENT-1]} ${(q)${(Q)PREFIX}}" \
            $program 2>/dev/null </dev/null
    )}")
    case $replies[1] in
        words)
            shift replies
            values=("${(@)replies%%$'\t'*}")
            shown=("${(@)replies#*$'\t'}")
            (( $#replies )) && _describe -V -t values value shown values
            ;;
        files) compset -P '--*='; _files ;;
        folders) compset -P '--*='; _files -/ ;;
    esac
}
if (( ! $+functions[compdef] )); then
    autoload -Uz compinit && compinit -i
fi
compdef _cpcplan cpcplan
