package moelab.decoding;

/**
 * A feed-forward network with parts that a profile of decoding distinguishes, such as a router and the experts that it
 * chooses.
 */
public interface Profiled {
    /**
     * Offers a clock while steps are being profiled, and null afterwards. The network laps the clock after each part of
     * its own; time that it charges to no part counts as {@link StepClock.Part#FEED_FORWARD}.
     */
    void watch(StepClock clock);
}
