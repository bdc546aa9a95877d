/**
 * Memory that is checked before it is taken.
 *
 * <p>An algorithm that needs a large table says how large before it allocates it ({@link moelab.memory.Memory}), so
 * that somebody whose data are too large reads one line with two numbers instead of a stack trace after a minute.
 */
package moelab.memory;
