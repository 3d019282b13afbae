@echo off
setlocal
rem Starts autoredeem with what install.bat has set up beside this file.
if not exist "%~dp0.venv\Scripts\python.exe" goto :missing
rem Named here, it is found also where the folder was moved.
set "PYTHONPATH=%~dp0src"
"%~dp0.venv\Scripts\python.exe" -P -m autoredeem %*
set "status=%errorlevel%"
rem By a double click, the window would be gone before anything was read.
if "%~1"=="" pause
exit /b %status%

:missing
echo autoredeem is not set up here yet: run install.bat 1>&2
if "%~1"=="" pause
exit /b 1
