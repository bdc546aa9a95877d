package moelab.spark;

import java.io.Serializable;

/**
 * What comes back from a task: a result, or what is wrong with the input, which no other executor would mend, so that
 * Spark is not to try again.
 *
 * @param result null if there is a complaint
 * @param complaint one line; null if there is a result
 */
record Outcome<R extends Serializable>(R result, String complaint) implements Serializable {}
