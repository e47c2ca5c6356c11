# Make this checkout ready on Windows: a Python environment of its own in .venv.
# Never tried: nobody has run this on Windows yet. Then start .venv\Scripts\workstation demo
#
#   powershell -ExecutionPolicy Bypass -File packaging\set-up.ps1 [run|test]
param([ValidateSet("run", "test")] [string] $Purpose = "run")
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")

$lock = if ($Purpose -eq "test") { "packaging\requirements-dev.lock" } else { "packaging\requirements.lock" }

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with status $LASTEXITCODE" }
}

if (-not (Test-Path .venv\Scripts\python.exe)) { Invoke-Checked "py" @("-3", "-m", "venv", ".venv") }
$python = ".venv\Scripts\python.exe"
Invoke-Checked $python @("-c", "import sys; assert sys.version_info >= (3, 11), 'Python 3.11 or newer is needed'")
$pip = @("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
Invoke-Checked $python ($pip + @("--require-hashes", "--only-binary", ":all:", "--requirement", $lock))
Invoke-Checked $python ($pip + @("--no-deps", "--no-index", "--no-build-isolation", "--editable", "."))
