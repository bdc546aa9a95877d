/**
 * Checks of available memory before large allocations.
 *
 * <p>An algorithm that needs a large table checks with {@link moelab.memory.Memory} that there is room for it before it
 * allocates it. A user whose data are too large then sees one line with two numbers at once, and not a stack trace
 * after a minute.
 */
package moelab.memory;
