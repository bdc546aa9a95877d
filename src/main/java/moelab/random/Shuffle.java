package moelab.random;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Shuffles numbers (Fisher and Yates 1938, in the form of Durstenfeld 1964): every order is equally likely. */
public final class Shuffle {
    private Shuffle() {}

    /** Returns the numbers from 0 to {@code n - 1} in random order. */
    public static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        inPlace(order, random);
        return order;
    }

    /** Shuffles these numbers in place, in time linear in their number. */
    public static void inPlace(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
