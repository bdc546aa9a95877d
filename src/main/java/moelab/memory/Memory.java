package moelab.memory;

import java.util.Locale;

/** Whether there is memory for what is about to be allocated. */
public final class Memory {
    private static final double MEBIBYTE = 1 << 20;

    private Memory() {}

    /**
     * Returns if this many bytes can be allocated.
     *
     * @param bytes as a double, because products of sizes may not fit a long
     * @param what needs them, the beginning of a sentence: "clustering 20000 points"
     * @throws IllegalArgumentException one line with both numbers, if they are not there
     */
    public static void require(double bytes, String what) {
        if (bytes > available()) {
            System.gc(); // garbage counts as used until it is collected
            if (bytes > available()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s needs %,.0f MiB of memory, expected at most the %,.0f MiB that Java has left (option -Xmx)",
                        what,
                        Math.ceil(bytes / MEBIBYTE),
                        Math.floor(available() / MEBIBYTE)));
            }
        }
    }

    /** Returns how many bytes can still be allocated. */
    public static long available() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
