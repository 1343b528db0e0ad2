@echo off
pushd "%~dp0"
set PY=py
where py >nul 2>nul || set PY=python
for /f "delims=" %%f in ('%PY% check.py') do set LIST=%%f
if not defined LIST goto failed
%PY% -m pip install --user --quiet --no-warn-script-location --disable-pip-version-check --no-index --find-links wheels --require-hashes -r "%LIST%" || goto failed
%PY% -m pip install --user --quiet --no-warn-script-location --disable-pip-version-check --no-index --find-links wheels --no-deps --force-reinstall countyhire || goto failed
%PY% -m countyhire --version || goto failed
%PY% command.py %PY%
pause
exit /b 0
:failed
echo FAILED
pause
exit /b 3
