package moelab.decoding;

/**
 * A feed-forward network that has parts worth telling apart in a profile of decoding, say a router and the experts that
 * it chooses.
 */
public interface Profiled {
    /**
     * Offers a clock while steps are being profiled, and null afterwards. The network laps the clock after each part of
     * its own; time that it charges to no part counts as {@link StepClock.Part#FEED_FORWARD}.
     */
    void watch(StepClock clock);
}
