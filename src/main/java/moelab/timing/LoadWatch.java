package moelab.timing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * Watches, from its construction on, whether the current thread has the processor to itself.
 *
 * <p>A thread that computes all the time and never waits uses as much processor time as passes on the clock. Any
 * difference went to other programs or to the garbage collector.
 */
public final class LoadWatch {
    private static final double SETTLED_SECONDS = 60; // the load average covers the last minute
    private final long begunNanos = System.nanoTime();
    private final long begunProcessor = processorNanos();

    /**
     * Returns how quiet the machine has been since this watch was created. To be called on the thread that created it.
     *
     * @param reference times of the model that all others are compared with
     */
    public Quietness quietness(Timings reference) {
        long elapsed = System.nanoTime() - begunNanos;
        long used = processorNanos() - begunProcessor;
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        boolean settled = elapsed * 1e-9 >= SETTLED_SECONDS && load >= 0;
        Measured step = reference.millisPerToken();
        return new Quietness(
                begunProcessor < 0 ? Double.NaN : Math.min(1, (double) used / elapsed),
                settled ? load : Double.NaN,
                Runtime.getRuntime().availableProcessors(),
                reference.rounds() < 2 ? Double.NaN : reference.aboveMinimum(),
                step.spread() / step.value(),
                List.of());
    }

    private static long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
    }
}
