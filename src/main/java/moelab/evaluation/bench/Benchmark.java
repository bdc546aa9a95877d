package moelab.evaluation.bench;

import moelab.evaluation.Watcher;

/**
 * Measures one thing; if the thread is interrupted it answers with what there is, and leaves the thread interrupted.
 */
@FunctionalInterface
interface Benchmark {
    BenchTable run(Effort effort, Watcher watcher);
}
