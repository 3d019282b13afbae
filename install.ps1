# Sets autoredeem up in this folder, as install.sh does on other systems. install.bat starts it.
# Run it again when the folder was updated.
$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $PSScriptRoot
$venv = Join-Path $PSScriptRoot '.venv\Scripts\python.exe'

function Stop-Install([string[]] $Lines) {
    $Lines | ForEach-Object { Write-Host $_ }
    exit 1
}

# Whether a command is a Python that is new enough. `python` may be no more than a stand-in that
# leads to the Store: it fails.
function Test-Python([string] $Command, [string[]] $Options) {
    if (-not (Get-Command $Command -ErrorAction SilentlyContinue)) { return $false }
    # In Windows' own PowerShell, what a program writes to its standard error would end this one.
    $ErrorActionPreference = 'Continue'
    & $Command @Options -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>&1 | Out-Null
    return $LASTEXITCODE -eq 0
}

function Install-Packages([string[]] $Options) {
    & $venv -m pip install --quiet --disable-pip-version-check @Options
    if ($LASTEXITCODE -ne 0) {
        Stop-Install 'The libraries could not be installed; the reason stands above. If it is the network, run',
        'this again. If one of them has no package for this system, see docs\installing.md.'
    }
}

if (-not (Test-Python $venv @())) {
    $candidates = @(
        @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('py', '-3'), @('python'), @('python3')
    )
    $found = $null
    foreach ($candidate in $candidates) {
        $options = @($candidate | Select-Object -Skip 1)
        if (Test-Python $candidate[0] $options) {
            $found = $candidate[0]
            break
        }
    }
    if (-not $found) {
        Stop-Install 'autoredeem needs Python 3.11 or newer, and there is none here. Get it by',
        '  winget install Python.Python.3.13',
        'or from https://www.python.org/downloads/windows/, then open a new window and run this again.'
    }
    Write-Host "Setting up .venv with $found $options ..."
    & $found @options -m venv --clear .venv
    if ($LASTEXITCODE -ne 0) { Stop-Install 'The folder .venv could not be made; the reason stands above.' }
}
Install-Packages '--require-hashes', '--only-binary', ':all:', '-r', 'requirements\run.txt'
Install-Packages '--no-deps', '--no-build-isolation', '--editable', '.'
Write-Host 'Done. Start it with: .\autoredeem    (for example: .\autoredeem demo)'
