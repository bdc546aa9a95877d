package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.experiment.Sentences;
import moelab.experiment.SparsityReport;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.sparsity.DecoderStates;
import moelab.translation.TranslationModel;

/**
 * Counts which neurons fire while a model translates a text: one shard of sentences per task.
 *
 * <p>The counts are those of {@code lab sparsity}: whole numbers, whose sum is exact in any order. Sentences are
 * translated in batches of {@link #BATCH}, and a shard has whole batches, so that every sentence is in the same batch
 * as without shards.
 *
 * @param model how to read the model
 * @param shard the sentences
 * @param pairs whether the text has references, on which the decoder's neurons are counted as well; otherwise it is
 *     plain text
 * @param layer decoder layer whose co-activation is counted, -1 for none
 */
public record Counting(ModelRecipe model, Shard shard, boolean pairs, int layer) implements JobTask<Counting.Counts> {
    /** Number of sentences that are translated together. */
    public static final int BATCH = 64;

    /**
     * What was counted.
     *
     * @param report which neurons fire, layer by layer
     * @param together how often each two neurons of the chosen decoder layer fire at the same token; null if no layer
     *     was chosen
     */
    public record Counts(SparsityReport report, CoActivation together) implements Serializable {
        /** Returns the sum of both counts. */
        public Counts plus(Counts other) {
            return new Counts(report.plus(other.report), together == null ? null : together.plus(other.together));
        }
    }

    /**
     * Returns the job of counting a text.
     *
     * @param file file or directory of the model
     * @param text a file of pairs ({@link Shard#write}) or plain text
     * @param batches number of batches per task
     */
    public static Job<Counts> job(ModelRecipe model, Path file, Path text, boolean pairs, int batches, int layer)
            throws IOException {
        List<JobTask<Counts>> tasks = new ArrayList<>();
        for (Shard shard : Shard.of(text, batches * BATCH)) {
            tasks.add(new Counting(model, shard, pairs, layer));
        }
        return new Job<>("counting", Map.of("model", file, "text", text), tasks, Counts::plus);
    }

    @Override
    public Counts run(Workplace here) throws IOException {
        TranslationModel loaded = model.at(here);
        if (layer >= loaded.transformer().config().decoderLayers()) {
            throw new IllegalArgumentException("--layer is " + layer + ", expected 0 to "
                    + (loaded.transformer().config().decoderLayers() - 1) + ", the decoder's layers");
        }
        if (pairs) {
            Sentences text = Sentences.of(loaded, shard.pairs(here.file("text")));
            List<Activations> free = translated(loaded, text.sources());
            return counts(SparsityReport.of(loaded.transformer(), text, free, Integer.MAX_VALUE), free);
        }
        List<int[]> sources =
                shard.sentences(here.file("text")).stream().map(loaded::source).toList();
        List<Activations> free = translated(loaded, sources);
        return counts(SparsityReport.ofSources(loaded.transformer(), sources, free, Integer.MAX_VALUE), free);
    }

    private static List<Activations> translated(TranslationModel model, List<int[]> sources) {
        return DecoderStates.freeRunning(
                model.transformer(),
                sources,
                model.vocabulary().start(),
                model.vocabulary().end(),
                Integer.MAX_VALUE);
    }

    private Counts counts(SparsityReport report, List<Activations> free) {
        return new Counts(report, layer < 0 ? null : CoActivation.count(free.get(layer)));
    }
}
