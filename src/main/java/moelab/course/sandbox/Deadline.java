package moelab.course.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a process has used up its time.
 *
 * <p>It may use a number of seconds of processor time. A process that waits uses none, so its time is also over when
 * half as many seconds have passed in which the process did nothing at all. A process that has to share a busy machine
 * does something in every second and is not taken for idle; its limit by the clock is six times as long.
 */
final class Deadline {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOTHING = 15_000_000; // ns of processor time in a second, for the JVM's own bookkeeping
    private static final int CLOCK = 6;

    private final Process process;
    private final int seconds;
    private final long start = System.nanoTime();
    private final long cpuAtStart;
    private long windowStart = start;
    private long cpuAtWindowStart;
    private long idle; // ns

    /** From now on. */
    Deadline(Process process, int seconds) {
        this.process = process;
        this.seconds = seconds;
        this.cpuAtStart = cpu(process).orElse(0L);
        this.cpuAtWindowStart = cpuAtStart;
    }

    /** Returns why the process has to end, or nothing if it may go on. */
    Optional<String> passed() {
        Optional<Long> used = cpu(process);
        if (used.isEmpty()) { // it has ended, or this system does not provide the number
            return clock() >= CLOCK * seconds * SECOND ? Optional.of("it did not finish in time") : Optional.empty();
        }
        long now = System.nanoTime();
        if (now - windowStart >= SECOND) {
            idle += used.get() - cpuAtWindowStart <= NOTHING ? now - windowStart : 0;
            windowStart = now;
            cpuAtWindowStart = used.get();
        }
        if (used.get() - cpuAtStart >= seconds * SECOND || clock() >= CLOCK * seconds * SECOND) {
            return Optional.of("it did not finish within " + seconds
                    + " seconds: does a loop never end, or do far more than it has to?");
        }
        return idle * 2 >= seconds * SECOND
                ? Optional.of("it did nothing for " + Math.max(1, seconds / 2) + " seconds: what does it wait for?")
                : Optional.empty();
    }

    private long clock() {
        return System.nanoTime() - start;
    }

    private static Optional<Long> cpu(Process process) {
        return process.info().totalCpuDuration().map(Duration::toNanos);
    }
}
