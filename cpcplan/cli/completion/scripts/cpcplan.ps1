# Completion of cpcplan for PowerShell. Made by: cpcplan completion powershell
Register-ArgumentCompleter -Native -CommandName 'cpcplan', 'cpcplan.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
        $Env:_CPCPLAN_TAB = 'powershell'
        $Env:_CPCPLAN_LINE = $commandAst.Extent.Text.PadRight($length).Substring(0, $length)
        $Env:_CPCPLAN_WORD = $wordToComplete
        $replies = @(& ($commandAst.GetCommandName()) 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        $Env:_CPCPLAN_TAB = $null
        $Env:_CPCPLAN_LINE = $null
        $Env:_CPCPLAN_WORD = $null
    }
    if ($replies[0] -ne 'words') { return } # files and folders it completes itself
    if ($replies.Count -eq 1) { return '' } # and it is not to offer files where no word fits
    $replies | Select-Object -Skip 1 | ForEach-Object {
        $value, $shown, $meaning = $_ -split "`t"
        New-Object System.Management.Automation.CompletionResult $value, $shown, 'ParameterValue', $meaning
    }
}
