/**
 * Times that can be compared even if other programs run on the machine.
 *
 * <p>A time by itself says little: another process, the compiler or a lower clock may have slowed the machine down
 * while it was taken. So the models to be compared take turns in short blocks, A B A B, after a warm-up that is thrown
 * away ({@link moelab.timing.Interleaved}, {@link moelab.timing.InterleavedBenchmark}); a time is the median over
 * rounds and comes with its spread ({@link moelab.timing.Timings}), and a speedup compares times from the same rounds.
 * {@link moelab.timing.StepProfile} shows where a decoding step spends its time, and how large a speedup Amdahl's law
 * therefore allows.
 */
package moelab.timing;
