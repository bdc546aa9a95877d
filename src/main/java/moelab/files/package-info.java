/**
 * Safe reading and writing of files, for all other packages.
 *
 * <p>{@link moelab.files.WholeFile} writes a file completely or not at all, and can tell beforehand whether it is
 * possible to write it. {@link moelab.files.FileRoles} checks before a command's work that no output is also an input
 * or another output. {@link moelab.files.LostOutputException} reports that a result could not be written.
 * {@link moelab.files.InputFile} and {@link moelab.files.TextLines} read text, with errors that name file and line.
 */
package moelab.files;
