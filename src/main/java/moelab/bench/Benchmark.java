package moelab.bench;

import moelab.experiment.ProgressListener;

/**
 * Measures one part of {@code lab bench}. If the thread is interrupted, the table holds what was measured by then, and
 * the interrupt flag stays set.
 */
@FunctionalInterface
interface Benchmark {
    BenchTable run(Effort effort, ProgressListener progress);
}
