package moelab.graph;

import java.util.Arrays;

/**
 * Nodes by gain, the largest on top: a binary heap that knows where each node is, so that gains can change and nodes
 * leave from within.
 *
 * <p>Fiduccia and Mattheyses keep buckets, one per gain, which cost O(1) where this costs O(log n); buckets need small
 * gains, and co-activation counts are not small. Of equal gains the node that entered or changed last comes first,
 * which keeps moves together (Hagen, Huang and Kahng 1997).
 */
final class GainQueue {
    private final int[] heap; // heap[1 .. size], each at least as good as its children
    private final int[] place; // heap[place[v]] = v; 0 if v is not in the queue
    private final long[] gain;
    private final int[] stamp; // when v entered or changed
    private int size;
    private int clock;

    /** Makes an empty queue for nodes 0 to nodes - 1. */
    GainQueue(int nodes) {
        heap = new int[nodes + 1];
        place = new int[nodes];
        gain = new long[nodes];
        stamp = new int[nodes];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the node of largest gain; there must be one. */
    int top() {
        return heap[1];
    }

    /** Returns the largest gain; there must be one. */
    long topGain() {
        return gain[heap[1]];
    }

    void clear() {
        for (int i = 1; i <= size; i++) {
            place[heap[i]] = 0;
        }
        size = 0;
    }

    /** Adds v, or changes its gain. */
    void put(int v, long newGain) {
        stamp[v] = ++clock;
        if (place[v] == 0) {
            gain[v] = newGain;
            up(v, ++size);
        } else {
            boolean better = newGain >= gain[v];
            gain[v] = newGain;
            if (better) {
                up(v, place[v]);
            } else {
                down(v, place[v]);
            }
        }
    }

    /** Takes v out, if it is in. */
    void remove(int v) {
        int hole = place[v];
        if (hole == 0) {
            return;
        }
        place[v] = 0;
        int last = heap[size--];
        if (last != v) {
            if (hole > 1 && before(last, heap[hole / 2])) {
                up(last, hole);
            } else {
                down(last, hole);
            }
        }
    }

    private boolean before(int v, int w) {
        return gain[v] > gain[w] || gain[v] == gain[w] && stamp[v] > stamp[w];
    }

    private void up(int v, int hole) {
        int i = hole;
        while (i > 1 && before(v, heap[i / 2])) {
            heap[i] = heap[i / 2];
            place[heap[i]] = i;
            i /= 2;
        }
        heap[i] = v;
        place[v] = i;
    }

    private void down(int v, int hole) {
        int i = hole;
        while (2 * i <= size) {
            int child = 2 * i;
            if (child < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], v)) {
                break;
            }
            heap[i] = heap[child];
            place[heap[i]] = i;
            i = child;
        }
        heap[i] = v;
        place[v] = i;
    }

    @Override
    public String toString() {
        return size + " nodes by gain: " + Arrays.toString(Arrays.copyOfRange(heap, 1, Math.min(size, 8) + 1));
    }
}
