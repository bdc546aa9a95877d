/**
 * JMH benchmarks of single loops: {@code mvn -Pbench test}, see the profile in {@code pom.xml}.
 *
 * <p>They are compiled and run by that profile alone. The cost of whole tasks is measured by {@code lab bench}.
 */
package moelab.jmh;
