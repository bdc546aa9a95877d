@echo off
rem The launcher for Windows: builds when a source is newer than the jar, then runs the command with SIMD and enough memory.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\target\moelab.jar"
rem With --master the command runs on Spark, if mvn -Pspark package has built that.
set "SPARK="
set "PROFILE="
for %%w in (%*) do if /i "%%~w"=="--master" set "SPARK=yes"
if defined SPARK if exist "%HOME_DIR%\target\spark\moelab.jar" (
  set "JAR=%HOME_DIR%\target\spark\moelab.jar"
  set "PROFILE=-Pspark"
)
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java")
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo lab: there is no Java at "%JAVA%", expected a JDK of version 17 or newer ^(set JAVA_HOME or PATH^) 1>&2
  exit /b 2
)

set "BUILD="
set "HOW=-q"
if not exist "%JAR%" (
  set "BUILD=the first time: libraries and corpus are fetched, a few minutes"
  set "HOW="
) else (
  powershell -NoProfile -Command "$jar=(Get-Item -LiteralPath $env:JAR).LastWriteTime; $new=Get-ChildItem -Recurse -File -LiteralPath ($env:HOME_DIR+'\src\main'),($env:HOME_DIR+'\src\spark'),($env:HOME_DIR+'\pom.xml') | Where-Object { $_.LastWriteTime -gt $jar }; if ($new) { exit 1 }"
  if errorlevel 1 set "BUILD=sources have changed"
)
if defined BUILD (
  echo lab: building ^(%BUILD%^) 1>&2
  call mvn %HOW% -f "%HOME_DIR%\pom.xml" %PROFILE% -DskipTests package 1>&2
  if errorlevel 1 (
    echo lab: the build failed, see above 1>&2
    exit /b 2
  )
  powershell -NoProfile -Command "(Get-Item -LiteralPath $env:JAR).LastWriteTime = Get-Date"
)

rem The Vector API where this JDK has it and the command computes, as in lab. Java greets whoever asks for it with a
rem warning. Here it stays: behind a pipe, cmd would lose the exit status and show progress only when a line ends.
set "SIMD="
set "COMPUTES=yes"
set "FIRST=%~1"
if not defined FIRST set "COMPUTES="
if defined FIRST if "%FIRST:~0,1%"=="-" set "COMPUTES="
for %%c in (bleu corpus curve exercises hint partition reset solution) do if /i "%~1"=="%%c" set "COMPUTES="
if defined PROFILE set "COMPUTES=yes"
if defined COMPUTES (
  "%JAVA%" --list-modules 2>nul | findstr /b "jdk.incubator.vector" >nul && set "SIMD=--add-modules=jdk.incubator.vector"
)
rem Translating allocates next to nothing: a small nursery and one collector thread keep the process at a third of its size.
set "MEMORY="
if /i "%~1"=="translate" set "MEMORY=-XX:+UseSerialGC -Xmn32m"
if /i "%~1"=="sizes" set "MEMORY=-XX:+UseSerialGC -Xmn64m"
set MOELAB_JAVA_OPTIONS 2>nul | findstr "GC" >nul && set "MEMORY="
if defined PROFILE (
  "%JAVA%" %SIMD% "@%HOME_DIR%\src\spark\java.options" -Xmx3g -Djava.awt.headless=true -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dmoelab.home=%HOME_DIR%" %MOELAB_JAVA_OPTIONS% -cp "%JAR%;%HOME_DIR%\target\spark\spark-lib\*" moelab.cli.Lab %*
  exit /b
)
"%JAVA%" %SIMD% %MEMORY% -Xmx3g -Djava.awt.headless=true -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dmoelab.home=%HOME_DIR%" %MOELAB_JAVA_OPTIONS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
