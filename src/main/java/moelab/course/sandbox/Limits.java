package moelab.course.sandbox;

/**
 * What the process that runs a student's class is allowed to use.
 *
 * @param seconds of processor time for one task; by the clock half as many without any work, and six times as many in
 *     all, so that nobody fails because the machine is busy, and a class that sleeps does not delay the others
 * @param megabytes of heap
 */
public record Limits(int seconds, int megabytes) {
    /** Several times as much as any honest solution needs. */
    public static final Limits USUAL = new Limits(10, 512);

    /** Checks both. */
    public Limits {
        if (seconds < 1 || megabytes < 64) {
            throw new IllegalArgumentException(
                    "limits of " + seconds + " seconds and " + megabytes + " MB, expected at least 1 second and 64 MB");
        }
    }
}
