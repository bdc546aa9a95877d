/**
 * Files read and written with care, for every other package.
 *
 * <p>{@link moelab.files.WholeFile} writes a file whole or not at all, beside its place and then moved into it, and
 * refuses early what it could not replace. {@link moelab.files.FileRoles} checks before the work that no output is also
 * an input or another output. {@link moelab.files.LostOutputException} says that a result could not be written.
 */
package moelab.files;
