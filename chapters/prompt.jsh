// How values are shown: whole, where JShell by itself cuts them after a line or a thousand characters. ./lab jshell has
// it already; at the prompt of a plain jshell:
//     /open chapters/prompt.jsh
/set mode lab normal -command
/set truncation lab 20000
/set feedback lab
