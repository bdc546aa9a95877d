package moelab.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes first, the sum is that from left to right. */
class OrderedMergeProperties {
    /** Every number from 0 to n - 1, in any order, some of them twice or more. */
    @Provide
    Arbitrary<List<Integer>> arrivals() {
        return Arbitraries.integers()
                .between(1, 40)
                .flatMap(n -> Arbitraries.integers()
                        .between(0, n - 1)
                        .list()
                        .ofMaxSize(n)
                        .flatMap(again -> {
                            List<Integer> all = new ArrayList<>(
                                    IntStream.range(0, n).boxed().toList());
                            all.addAll(again);
                            return Arbitraries.shuffle(all);
                        }));
    }

    @Property
    void textsAreJoinedInTheirOrderAndCountOnce(@ForAll("arrivals") List<Integer> arrivals) {
        int n = new HashSet<>(arrivals).size();
        OrderedMerge<String> merge = new OrderedMerge<>(n, String::concat);
        Set<Integer> seen = new HashSet<>();
        for (int number : arrivals) {
            merge.add(number, number + " ");
            seen.add(number);
            long gaps = IntStream.range(0, n)
                    .filter(i -> seen.contains(i) && !seen.contains(i - 1))
                    .count();
            assertEquals(gaps, merge.held(), "one sum for each run of neighbors");
            assertEquals(seen.size(), merge.arrived());
        }
        assertEquals(IntStream.range(0, n).mapToObj(i -> i + " ").collect(Collectors.joining()), merge.sum());
    }

    @Property
    void aRepetitionWithAnotherValueIsIgnored(@ForAll("arrivals") List<Integer> arrivals) {
        int n = new HashSet<>(arrivals).size();
        OrderedMerge<String> merge = new OrderedMerge<>(n, String::concat);
        Set<Integer> seen = new HashSet<>();
        arrivals.forEach(number -> merge.add(number, seen.add(number) ? number + " " : "again "));
        assertEquals(IntStream.range(0, n).mapToObj(i -> i + " ").collect(Collectors.joining()), merge.sum());
    }

    @Example
    void nothingIsReportedBeforeAllResultsHaveArrived() {
        OrderedMerge<Integer> merge = new OrderedMerge<>(3, Integer::sum);
        merge.add(0, 1);
        merge.add(2, 1);
        assertEquals(
                "2 results of 3 have arrived",
                assertThrows(IllegalStateException.class, merge::sum).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> merge.add(3, 1))
                .getMessage()
                .contains("expected 0 to 2"));
        assertThrows(IllegalArgumentException.class, () -> merge.add(-1, 1));
        merge.add(1, 5);
        assertEquals(7, merge.sum());
    }
}
