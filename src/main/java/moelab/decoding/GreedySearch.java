package moelab.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TokenBatch;

/** Greedy decoding: at each step the token with the largest logit, until the end token or the length limit. */
public final class GreedySearch {
    private final Transformer model;
    private final DecoderState state;
    private final int start;
    private final int end;
    private StepClock clock; // null: nobody watches

    /**
     * @param model the model as it is now; later changes of its weights are not seen
     * @param start the token every translation begins with
     * @param end the token that ends one
     */
    public GreedySearch(Transformer model, int start, int end) {
        this(model, start, end, new PackedWeights());
    }

    /**
     * The same, with copies of weights that searches with similar models share.
     *
     * @param packed what was copied for the other models on this thread
     */
    public GreedySearch(Transformer model, int start, int end, PackedWeights packed) {
        this.model = model;
        this.state = new DecoderState(model, packed);
        this.start = start;
        this.end = end;
    }

    /** Returns the largest length of a translation: three times the source's and ten, within the model's limit. */
    static int limit(Transformer model, int sourceLength) {
        return Math.min(model.config().maxLength(), 3 * sourceLength + 10);
    }

    /**
     * A translation and what it cost.
     *
     * @param tokens its tokens, without start and end token
     * @param steps decoder steps, one more than tokens if the end token was found
     * @param encodeNanos time in the encoder and for the keys and values of the source
     * @param decodeNanos time in the decoder's steps
     */
    public record Timed(int[] tokens, int steps, long encodeNanos, long decodeNanos) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d tokens in %d steps, encoder %.0f us, decoder %.0f us: %s",
                    tokens.length,
                    steps,
                    encodeNanos * 1e-3,
                    decodeNanos * 1e-3,
                    Arrays.toString(tokens));
        }
    }

    /** Returns the translation of one sentence, without start and end token. */
    public int[] translate(int[] source) {
        return translate(List.of(source)).get(0);
    }

    /** Lets this clock measure the parts of every later step; null for no clock. */
    public void watch(StepClock watching) {
        clock = watching;
        state.watch(watching);
    }

    /** Returns the translation of one sentence with the time it took. */
    public Timed timed(int[] source) {
        long begun = System.nanoTime();
        begin(List.of(source));
        long encoded = System.nanoTime();
        int[] tokens = decode(new int[] {limit(model, source.length)}).get(0);
        return new Timed(tokens, state.length(), encoded - begun, System.nanoTime() - encoded);
    }

    /**
     * Returns the translations of a batch with the time they took: the encoder's time in equal parts, the decoder's in
     * proportion to the steps in which a sentence took part.
     */
    public List<Timed> timed(List<int[]> sources) {
        if (sources.size() == 1) {
            return List.of(timed(sources.get(0)));
        }
        long begun = System.nanoTime();
        begin(sources);
        long encoded = System.nanoTime();
        int[] limits = sources.stream().mapToInt(s -> limit(model, s.length)).toArray();
        List<int[]> written = decode(limits);
        long decoded = System.nanoTime() - encoded;
        int[] steps = new int[limits.length];
        Arrays.setAll(steps, s -> Math.min(written.get(s).length + 1, limits[s]));
        long all = Arrays.stream(steps).sum();
        List<Timed> timed = new ArrayList<>();
        for (int s = 0; s < steps.length; s++) {
            timed.add(new Timed(
                    written.get(s), steps[s], (encoded - begun) / steps.length, decoded * steps[s] / Math.max(1, all)));
        }
        return timed;
    }

    /** Returns the translations of a batch, each as if it were translated alone. */
    public List<int[]> translate(List<int[]> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        begin(sources);
        return decode(sources.stream().mapToInt(s -> limit(model, s.length)).toArray());
    }

    private void begin(List<int[]> sources) {
        int longest =
                sources.stream().mapToInt(s -> limit(model, s.length)).max().orElseThrow();
        state.begin(TokenBatch.of(sources), 1, longest);
    }

    private List<int[]> decode(int[] limits) {
        int n = limits.length;
        int[][] written = new int[n][Arrays.stream(limits).max().orElseThrow()];
        int[] lengths = new int[n];
        int[] sentence = new int[n]; // sentence of each live row
        int[] survivors = new int[n];
        int[] tokens = new int[n];
        int[] next = new int[n];
        Arrays.setAll(sentence, i -> i);
        Arrays.fill(tokens, start);
        int rows = n;
        if (clock != null) {
            clock.start();
        }
        while (rows > 0) {
            state.step(tokens, next);
            if (state.length() == 1) {
                model.firstToken().ifPresent(first -> Arrays.fill(next, first));
            }
            int live = 0;
            for (int r = 0; r < rows; r++) {
                int best = next[r];
                int s = sentence[r];
                if (best != end) {
                    written[s][lengths[s]++] = best;
                }
                if (best != end && lengths[s] < limits[s]) {
                    sentence[live] = s;
                    tokens[live] = best;
                    survivors[live++] = r;
                }
            }
            if (live < rows) {
                state.select(survivors, live);
                rows = live;
            }
        }
        if (clock != null) {
            clock.lap(StepClock.Part.BOOKKEEPING);
        }
        List<int[]> translations = new ArrayList<>();
        for (int s = 0; s < n; s++) {
            translations.add(Arrays.copyOf(written[s], lengths[s]));
        }
        return translations;
    }
}
