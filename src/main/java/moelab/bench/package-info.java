/**
 * {@code lab bench}: how long everything takes, on this machine.
 *
 * <p>A {@link moelab.bench.BenchPart} is one question: where a decoding step's time goes, what skipping experts saves
 * with one row or with many, what a whole sentence costs, how fast training, partitioning, clustering, counting and
 * multiplying are. It answers with a {@link moelab.bench.BenchTable} of {@link moelab.bench.BenchResult}s, printed for
 * people and written as CSV.
 *
 * <p>Times alone mean little on a machine that does other things as well. So whatever is compared is timed in turns
 * ({@link moelab.timing.Interleaved}: A B A B, warm-up thrown away, medians and quartiles), and a comparison is the
 * median of the ratios within rounds.
 *
 * <p>The same without SIMD, and on another JDK; the last column of the CSV says which is which:
 *
 * <pre>
 *   MOELAB_JAVA_OPTIONS=-Dmoelab.simd=off ./lab bench --csv plain.csv
 *   JAVA_HOME=/path/to/jdk-25 ./lab bench --csv newer.csv
 * </pre>
 *
 * <p>These are the costs of whole tasks. Single loops are measured by the JMH benchmarks in {@code src/jmh}, which are
 * no part of the program: {@code mvn -Pbench ...}, see {@code pom.xml}.
 */
package moelab.bench;
