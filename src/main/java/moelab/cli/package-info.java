/**
 * The command line: {@link moelab.cli.Lab} and what its commands share, options, progress and interrupts.
 *
 * <p>Commands parse arguments, show progress and print; what they print is computed elsewhere. There is one class per
 * command, in a package per kind of user: {@link moelab.cli.model} for models and the table, {@link moelab.cli.study}
 * for studies, {@link moelab.cli.course} for the course, {@link moelab.cli.tool} for the tools that need no model. A
 * wrong argument or a malformed file is one line that says what, where and what was expected, with exit status 2, and
 * nothing is left half-written.
 */
package moelab.cli;
