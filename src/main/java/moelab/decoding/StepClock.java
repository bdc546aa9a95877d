package moelab.decoding;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Splits the time of decoding into parts: each {@link #lap} charges what has passed since the lap before to one part.
 *
 * <p>A {@link DecoderState} that is not watched asks no clock; one that is asks about a dozen times a step, some 0.3
 * microseconds. One instance serves one thread.
 */
public final class StepClock {

    /** What a decoding step consists of. */
    public enum Part {
        /** Norm, projections and attention over the symbols written so far. */
        SELF_ATTENTION,
        /** The same over the source. */
        CROSS_ATTENTION,
        /** Norm and feed-forward networks, or the experts of them that were chosen. */
        FEED_FORWARD,
        /** Choosing the experts: scores and selection. */
        ROUTER,
        /** The last norm, the scores of all symbols, and in greedy search which is the best. */
        OUTPUT_PROJECTION,
        /** Looking up symbols, beam search's choice of the next ones, ordering the cache. */
        BOOKKEEPING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private static final Part[] PARTS = Part.values();
    private final long[] nanos = new long[PARTS.length];
    private long last = System.nanoTime();
    private long steps;

    /** The next lap counts from now. */
    public void start() {
        last = System.nanoTime();
    }

    /** Charges the time since the last lap or start to this part. */
    public void lap(Part part) {
        long now = System.nanoTime();
        nanos[part.ordinal()] += now - last;
        last = now;
    }

    void step() {
        steps++;
    }

    /** Steps watched. */
    public long steps() {
        return steps;
    }

    /** Nanoseconds of each part over all steps. */
    public Map<Part, Long> nanos() {
        Map<Part, Long> map = new EnumMap<>(Part.class);
        for (Part p : PARTS) {
            map.put(p, nanos[p.ordinal()]);
        }
        return map;
    }
}
