/**
 * How properties that students write are judged: right and wrong implementations stand behind one wrapper, in random
 * order, and the properties must hold for the right ones and fail for each of the wrong ones.
 */
package moelab.course.checks.properties;
