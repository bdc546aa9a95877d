package moelab.memory;

import java.util.Locale;

/** Checks that there is memory for what is about to be allocated. */
public final class Memory {
    private static final double MEBIBYTE = 1 << 20;

    private Memory() {}

    /**
     * Checks that this many bytes can be allocated.
     *
     * @param bytes as a double, because products of sizes may not fit a long
     * @param what the work that needs them, as the beginning of a sentence, for example "clustering 20000 points"
     * @throws IllegalArgumentException if there is less memory; the message is one line with both numbers
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

    /** Returns the number of bytes that can still be allocated. */
    public static long available() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
