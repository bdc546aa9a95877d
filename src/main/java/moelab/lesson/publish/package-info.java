/**
 * The chapters as web pages and as notebooks.
 *
 * <p>Both come from a {@link moelab.lesson.publish.Recording}: the chapter is played by the same player as at the
 * terminal, and what it shows is kept in order. So a page or a notebook holds the outputs and figures of that very run
 * and cannot drift away from the code.
 */
package moelab.lesson.publish;
