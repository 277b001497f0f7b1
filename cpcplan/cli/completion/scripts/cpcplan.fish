# Completion of cpcplan for fish. Made by: cpcplan completion fish
function __cpcplan_complete
    set -l program (commandline -opc | string match -r '^(?:.*/)?cpcplan$')[1]
    set program (string replace -r '^~(?=/)' $HOME -- $program)
    set -l word (commandline -ct)
    set -lx _CPCPLAN_TAB fish
    set -lx _CPCPLAN_LINE (commandline -cp | string collect)
    set -l replies ($program 2>/dev/null </dev/null)
    set -l before (string match -r '^--[^=]*=' -- $word)
    set -l begun (string replace -r '^--[^=]*=' '' -- $word)
    switch "$replies[1]"
        case words
            printf '%s\n' $replies[2..]
        case files
            printf "$before%s\n" (__fish_complete_path "$begun")
        case folders
            printf "$before%s\n" (__fish_complete_directories "$begun" '')
    end
end
complete --command cpcplan --no-files --keep-order --arguments '(__cpcplan_complete)'
