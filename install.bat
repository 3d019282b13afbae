@echo off
rem Sets autoredeem up in this folder: double-click it. Then start it with autoredeem.bat.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1"
set "status=%errorlevel%"
pause
exit /b %status%
