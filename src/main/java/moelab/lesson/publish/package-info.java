/**
 * The chapters as web pages and as notebooks.
 *
 * <p>Both are made from a {@link moelab.lesson.publish.Recording}: the chapter is played by the same player as at the
 * terminal, and what it shows is kept in order. A page or a notebook therefore contains the outputs and figures of an
 * actual run, and cannot contradict the code.
 */
package moelab.lesson.publish;
