package moelab.spark;

import java.io.Serializable;

/**
 * What a task returns: a result, or one line about what is wrong with the input. Wrong input is returned and not
 * thrown, because Spark would repeat a task that throws, and no other executor could do better.
 *
 * @param result null if there is a complaint
 * @param complaint one line; null if there is a result
 */
record Outcome<R extends Serializable>(R result, String complaint) implements Serializable {}
