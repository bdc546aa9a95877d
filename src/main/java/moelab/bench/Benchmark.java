package moelab.bench;

import moelab.experiment.ProgressListener;

/**
 * Measures one thing; if the thread is interrupted it answers with what there is, and leaves the thread interrupted.
 */
@FunctionalInterface
interface Benchmark {
    BenchTable run(Effort effort, ProgressListener progress);
}
