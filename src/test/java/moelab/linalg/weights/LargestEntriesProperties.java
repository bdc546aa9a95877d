package moelab.linalg.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LargestEntriesProperties {

    @Property(tries = 300)
    void everyEntryAmongTheLargestIsFoundAndNoneTwice(
            @ForAll @IntRange(min = 1, max = 70) int k,
            @ForAll @IntRange(min = 1, max = 700) int n,
            @ForAll @IntRange(min = 1, max = 1000) int different,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = new float[n + 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(different) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(different) - different / 2;
        }
        float[] sorted = Arrays.copyOfRange(x, 3, n + 3);
        Arrays.sort(sorted);
        float kth = sorted[Math.max(0, n - k)];
        LargestEntries largest = new LargestEntries(k, n);
        largest.find(x, 0, n); // what was found before is forgotten
        int[] found =
                IntStream.range(0, largest.find(x, 3, n)).map(largest::index).toArray();
        assertTrue(IntStream.range(1, found.length).allMatch(i -> found[i - 1] < found[i]));
        int[] expected = IntStream.range(0, n)
                .filter(i -> x[3 + i] >= kth && x[3 + i] > Float.NEGATIVE_INFINITY)
                .toArray();
        for (int e : expected) {
            assertTrue(Arrays.binarySearch(found, e) >= 0, "entry " + e + " is missing");
        }
    }

    @Example
    void fewOthersAreFound() {
        Random random = new Random(1);
        LargestEntries largest = new LargestEntries(8, 2000);
        int sum = 0;
        for (int round = 0; round < 100; round++) {
            float[] x = new float[2000];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            sum += largest.find(x, 0, x.length);
        }
        assertTrue(sum < 100 * 12, sum + " found in a hundred rows");
        assertEquals(2, new LargestEntries(1, 64).find(ties(), 0, 64), "equal entries are found together");
    }

    private static float[] ties() {
        float[] x = new float[64];
        x[5] = 1;
        x[60] = 1;
        return x;
    }
}
