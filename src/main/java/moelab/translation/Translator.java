package moelab.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moelab.decoding.BeamRule;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.transformer.Transformer;

/**
 * Translates lines of text, greedily in batches or with a beam one by one, on one thread or on several.
 *
 * <p>A line's translation is one line, and depends neither on the lines beside it nor on the number of threads. A blank
 * line stays a blank line. A line of more tokens than the model was made for is translated in parts: {@link Segments}.
 * Placeholders, markup, numbers and words with characters that the vocabulary lacks come out unchanged, each exactly as
 * often as it went in: {@link ProtectedSegment}. Not to be shared by threads.
 */
public final class Translator {
    /** The length penalty of Wu et al. 2016. */
    public static final double ALPHA = BeamSearch.LENGTH_PENALTY;

    private static final int BATCH = 32;
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\n\\r\\x0b\\f\\x85\\u2028\\u2029]+");

    /** Translates a few sentences; each has its own decoder and serves one thread. */
    private interface Search {
        List<int[]> translate(List<int[]> sources);
    }

    private final TranslationModel model;
    private final int longest;
    private final Known known;
    private final boolean isGreedy;
    private final List<Search> searches = new ArrayList<>(); // one per thread

    /** Creates a greedy translator, the fastest. */
    public Translator(TranslationModel model) {
        this(model, 1, ALPHA);
    }

    /**
     * Creates a translator that runs on the calling thread.
     *
     * @param beam number of hypotheses that are kept; 1 is greedy
     * @param alpha strength of the length penalty, usually {@link #ALPHA}
     */
    public Translator(TranslationModel model, int beam, double alpha) {
        this(List.of(model), beam, alpha, BeamRule.GNMT);
    }

    /**
     * Creates a translator that runs on as many threads as it is given models.
     *
     * @param models models that translate alike, at least one. They may share weights; where a feed-forward network
     *     keeps scratch memory, as a mixture of experts does, each model has its own
     * @param beam number of hypotheses that are kept; 1 is greedy
     * @param alpha strength of the length penalty
     * @param rule what the penalty is, and when the search stops
     */
    public Translator(List<TranslationModel> models, int beam, double alpha, BeamRule rule) {
        this.model = models.get(0);
        this.longest = model.longestSource();
        this.known = Known.to(model.vocabulary());
        this.isGreedy = beam == 1;
        models.forEach(m -> searches.add(search(m.transformer(), beam, alpha, rule)));
    }

    private Search search(Transformer transformer, int beam, double alpha, BeamRule rule) {
        int start = model.vocabulary().start();
        int end = model.vocabulary().end();
        if (beam == 1) {
            return new GreedySearch(transformer, start, end)::translate;
        }
        BeamSearch search = new BeamSearch(transformer, start, end, beam, alpha, rule);
        return sources -> sources.stream().map(search::translate).toList();
    }

    /** Returns the number of threads. */
    public int threads() {
        return searches.size();
    }

    /** Returns the translation of one line. */
    public String translate(String line) {
        return translate(List.of(line)).get(0);
    }

    /** Returns the translations of lines, in their order. */
    public List<String> translate(List<String> lines) {
        return translate(lines, done -> {});
    }

    /**
     * Returns the translations of lines, in their order.
     *
     * @param progress told now and then how many parts of lines are done; a line that is short enough is one part
     */
    public List<String> translate(List<String> lines, IntConsumer progress) {
        List<ProtectedText> sources =
                lines.stream().map(line -> ProtectedText.of(line, known)).toList();
        List<List<ProtectedSegment>> segments = sources.stream()
                .map(source -> ProtectedSegment.of(source, known, model.vocabulary(), longest))
                .toList();
        List<ProtectedSegment> all = segments.stream().flatMap(List::stream).toList();
        List<ProtectedSegment> whole =
                all.stream().filter(ProtectedSegment::fitsTheModel).toList();
        List<String> translated = translateTexts(whole.stream().map(ProtectedSegment::numbered), progress);
        for (int i = 0; i < whole.size(); i++) {
            whole.get(i).offer(translated.get(i));
        }
        // Segments whose protected parts the model has changed are translated around these parts.
        List<ProtectedSegment> rest = all.stream().filter(s -> !s.done()).toList();
        Iterator<String> pieces = translateTexts(rest.stream().flatMap(s -> s.pieces().stream()), done -> {})
                .iterator();
        rest.forEach(segment -> segment.offerPieces(pieces));
        List<String> out = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String translation = joined(segments.get(i));
            boolean kept = sources.get(i).keptBy(translation, known);
            out.add(kept ? translation : LINE_BREAKS.matcher(lines.get(i)).replaceAll(" "));
        }
        return out;
    }

    private static String joined(List<ProtectedSegment> segments) {
        StringBuilder line = new StringBuilder();
        for (ProtectedSegment segment : segments) {
            line.append(line.isEmpty() || segment.insideWord() ? "" : " ").append(segment.translation());
        }
        return line.toString();
    }

    private List<String> translateTexts(Stream<String> texts, IntConsumer progress) {
        return List.of(translateAll(texts.map(model::source).toList(), progress));
    }

    /**
     * Returns the translations. Sentences of similar length share a batch, so that few rows wait for the longest; each
     * thread takes the next batch when it is free.
     */
    private String[] translateAll(List<int[]> sources, IntConsumer progress) {
        Integer[] order = new Integer[sources.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(i -> sources.get(i).length));
        String[] out = new String[order.length];
        int batches = (order.length + BATCH - 1) / BATCH;
        AtomicInteger next = new AtomicInteger();
        Object turn = new Object();
        int[] done = {0};
        inParallel(batches, search -> {
            for (int b = next.getAndIncrement(); b < batches; b = next.getAndIncrement()) {
                List<Integer> batch = Arrays.asList(order).subList(b * BATCH, Math.min(order.length, (b + 1) * BATCH));
                List<int[]> written =
                        search.translate(batch.stream().map(sources::get).toList());
                for (int i = 0; i < batch.size(); i++) {
                    String text = model.vocabulary().decode(written.get(i));
                    out[batch.get(i)] =
                            LINE_BREAKS.matcher(text).replaceAll(" ").strip();
                }
                synchronized (turn) { // the listener is called by one thread at a time
                    done[0] += batch.size();
                    progress.accept(done[0]);
                }
            }
        });
        return out;
    }

    /**
     * Runs the work with every search, on at most as many threads as there are batches; the caller's is one of them.
     */
    private void inParallel(int batches, Consumer<Search> work) {
        List<Thread> others = new ArrayList<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 1; i < Math.min(searches.size(), batches); i++) {
            Search search = searches.get(i);
            Thread thread = new Thread(() -> work.accept(search), "translator-" + i);
            thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        try {
            work.accept(searches.get(0));
        } finally { // also after a failure, because the next call uses the same searches
            finish(others);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a thread of the translator failed: " + failure.get(), failure.get());
        }
    }

    /** Waits until these threads have ended; an interrupt is passed on afterwards. */
    private static void finish(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true; // work that has begun is finished first
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return (isGreedy ? "greedy" : "beam search") + " translator with " + model
                + (threads() == 1 ? "" : " on " + threads() + " threads");
    }
}
