/**
 * JMH benchmarks of single loops: {@code mvn -Pbench test}, see the profile in {@code pom.xml}.
 *
 * <p>They are compiled and run by that profile alone. What whole tasks cost is {@code lab bench}'s question.
 */
package moelab.jmh;
