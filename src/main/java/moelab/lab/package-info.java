/**
 * The command line: one class a command, registered in {@link moelab.lab.Lab}.
 *
 * <p>Commands parse arguments, show progress and print; what they print is computed elsewhere. A wrong argument or a
 * malformed file is one line that says what, where and what was expected, exit status 2, and nothing half-written.
 */
package moelab.lab;
