/**
 * {@code lab bench}: how long everything takes on the machine that runs it.
 *
 * <p>A {@link moelab.bench.BenchPart} is one question: where a decoding step's time goes, what skipping experts saves
 * with one row or with many, what a whole sentence costs, how fast training, partitioning, clustering, counting and
 * multiplying are. The answer is a {@link moelab.bench.BenchTable} of {@link moelab.bench.BenchResult}s, which is
 * printed and also written as CSV.
 *
 * <p>Times alone mean little on a machine that also does other work. So models that are compared are timed in turns
 * ({@link moelab.timing.Interleaved}: A B A B, warm-up thrown away, medians and quartiles), and a comparison is the
 * median of the ratios within rounds.
 *
 * <p>To repeat the measurement without SIMD or on another JDK (the last column of the CSV tells the results apart):
 *
 * <pre>
 *   MOELAB_JAVA_OPTIONS=-Dmoelab.simd=off ./lab bench --csv plain.csv
 *   JAVA_HOME=/path/to/jdk-25 ./lab bench --csv newer.csv
 * </pre>
 *
 * <p>These are the costs of whole tasks. Single loops are measured by the JMH benchmarks in {@code src/jmh}, which are
 * not part of the program: {@code mvn -Pbench test}, see {@code pom.xml}.
 */
package moelab.bench;
