package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The queue against a list that is searched from end to end: largest gain first, of equal ones the latest. */
class GainQueueProperties {

    /** What the queue should hold, and since when. */
    private static final class Model {
        final Long[] gain;
        final int[] since;
        int clock;

        Model(int nodes) {
            gain = new Long[nodes];
            since = new int[nodes];
        }

        void put(int v, long newGain) {
            gain[v] = newGain;
            since[v] = clock++;
        }

        /** -1 if there is none. */
        int top() {
            int best = -1;
            for (int v = 0; v < gain.length; v++) {
                if (gain[v] != null
                        && (best < 0 || gain[v] > gain[best] || gain[v].equals(gain[best]) && since[v] > since[best])) {
                    best = v;
                }
            }
            return best;
        }
    }

    @Property(tries = 200)
    void theLargestGainIsOnTopAndOfEqualOnesTheLatest(
            @ForAll @IntRange(min = 1, max = 30) int nodes, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GainQueue queue = new GainQueue(nodes);
        Model model = new Model(nodes);
        for (int step = 0; step < 150; step++) {
            int v = random.nextInt(nodes);
            if (random.nextInt(4) == 0) {
                queue.remove(v);
                model.gain[v] = null;
            } else {
                long gain = random.nextLong(-4, 5);
                queue.put(v, gain);
                model.put(v, gain);
            }
            assertTop(model, queue);
        }
        while (!queue.isEmpty()) { // every node comes once, in order
            int v = queue.top();
            queue.remove(v);
            model.gain[v] = null;
            assertTop(model, queue);
        }
    }

    private static void assertTop(Model model, GainQueue queue) {
        int best = model.top();
        assertEquals(best < 0, queue.isEmpty());
        if (best >= 0) {
            assertEquals(best, queue.top());
            assertEquals(model.gain[best], queue.topGain());
        }
    }

    @Property(tries = 50)
    void aClearedQueueIsAsGoodAsNew(@ForAll @IntRange(min = 1, max = 30) int nodes, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GainQueue queue = new GainQueue(nodes);
        for (int v = 0; v < nodes; v++) {
            queue.put(v, random.nextLong(9));
        }
        queue.clear();
        assertTrue(queue.isEmpty());
        for (int v = 0; v < nodes; v++) {
            queue.remove(v); // nobody is in
            queue.put(v, -v);
            assertEquals(0, queue.top());
        }
        for (int v = 0; v < nodes; v++) {
            assertEquals(v, queue.top());
            queue.remove(v);
        }
        assertTrue(queue.isEmpty());
    }

    @Example
    void printsItsNodesTheBestFirst() {
        GainQueue queue = new GainQueue(12);
        assertEquals("0 nodes by gain: []", queue.toString());
        queue.put(3, 5);
        queue.put(7, 9);
        assertEquals("2 nodes by gain: [7, 3]", queue.toString());
        for (int v = 0; v < 12; v++) {
            queue.put(v, -v);
        }
        assertTrue(queue.toString().matches("12 nodes by gain: \\[0(, \\d+){7}]"), queue.toString());
    }
}
