package moelab.course.sandbox;

/**
 * What the process that runs a student's class may use.
 *
 * @param seconds of processor time for one task; by the clock half as many of doing nothing, and six times as many in
 *     all, so that a busy machine fails nobody and a sleeping class holds nobody up
 * @param megabytes of heap
 */
public record Limits(int seconds, int megabytes) {
    /** Enough for any honest solution, several times over. */
    public static final Limits USUAL = new Limits(10, 512);

    /** Checks both. */
    public Limits {
        if (seconds < 1 || megabytes < 64) {
            throw new IllegalArgumentException(
                    "limits of " + seconds + " seconds and " + megabytes + " MB, expected at least 1 second and 64 MB");
        }
    }
}
