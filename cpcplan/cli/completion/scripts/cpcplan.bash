# Completion of cpcplan for bash. Made by: cpcplan completion bash
_cpcplan() {
    local program=${1/#\~\//$HOME/} kind='' reply
    COMPREPLY=()
    while IFS= read -r reply; do
        if [ -z "$kind" ]; then kind=$reply; else COMPREPLY+=("$reply"); fi
    done < <(
        _CPCPLAN_TAB=bash _CPCPLAN_LINE="${COMP_LINE:0:COMP_POINT}" _CPCPLAN_WORD="$2" \
            "$program" 2>/dev/null </dev/null
    )
    case $kind in
        words) compopt -o nosort ;;
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
    esac 2>/dev/null # older ones know none of these
    return 0
}
complete -F _cpcplan cpcplan
