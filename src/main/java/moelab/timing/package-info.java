/**
 * Times that can be compared on a machine that is not quiet.
 *
 * <p>A time by itself says little: another process, the compiler or a lower clock may have slowed the machine down
 * while it was taken. So the ways that are to be compared take turns in short blocks, A B A B, after a warm-up that is
 * thrown away ({@link moelab.timing.Interleaved}, {@link moelab.timing.InterleavedBenchmark}); a time is the median
 * over rounds and comes with its spread ({@link moelab.timing.Timings}), and a speed-up is a ratio of two such medians.
 * {@link moelab.timing.StepProfile} says where a decoding step spends its time, and what Amdahl's law allows from
 * there.
 */
package moelab.timing;
