package moelab.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.FineTuned;
import moelab.experiment.FineTuning;
import moelab.experiment.ProgressListener;
import moelab.experiment.RowsAtOnce;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.Stack;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.table.report.HalfExperts;
import moelab.table.report.TableRow.Computed;
import moelab.table.report.TableRow.Conversion;
import moelab.table.report.TableRow.RowKind;
import moelab.transformer.Transformer;

/**
 * A model that takes part in the table.
 *
 * @param kind the kind of model
 * @param name of its row
 * @param conversion how the dense model became this one
 * @param model the model that translates
 * @param decoder its decoder's experts, or null if its decoder is dense
 * @param encoder its encoder's experts, or null if its encoder is dense
 * @param form the exact way in which a static rival runs; empty for any other model
 * @param usage computes, after the model has translated, what its decoder reads and which firing neurons it computes
 */
record Candidate(
        RowKind kind,
        String name,
        Conversion conversion,
        Transformer model,
        MoeModel decoder,
        MoeModel encoder,
        String form,
        Supplier<ExpertUsage> usage) {

    private static final int ROUTER_BYTES = 2; // per weight: routers read bfloat16
    private static final int VALIDATED = 500; // sentences on which joint thresholds are set

    /** Returns a model without experts. */
    static Candidate dense(RowKind kind, String name, Transformer model, Supplier<ExpertUsage> usage) {
        return new Candidate(kind, name, Conversion.NONE, model, null, null, "", usage);
    }

    /**
     * Returns a model whose decoder has experts.
     *
     * @param seen inputs and activations of the dense model's decoder layers on test sentences
     */
    static Candidate decoder(
            RowKind kind,
            String name,
            Settings s,
            String router,
            BudgetKind budget,
            double keep,
            MoeModel moe,
            List<Activations> seen) {
        return new Candidate(
                kind,
                name,
                new Conversion(s.split().toString(), router, budget.toString(), keep, List.of(Stack.DECODER)),
                moe.transformer(),
                moe,
                null,
                "",
                () -> usage(moe, s.rows(), seen));
    }

    /** Returns models that also predict what the skipped experts would have added, at these shares of the experts. */
    static List<Candidate> corrected(Experiment x, int rank, List<Double> shares, Settings s) {
        return shares.stream()
                .map(share -> decoder(
                        RowKind.MOE,
                        "moe-corrected",
                        s,
                        s.router().toString(),
                        s.budget(),
                        share,
                        kept(x, share, rank, s),
                        x.tested()))
                .toList();
    }

    private static MoeModel kept(Experiment x, double share, int rank, Settings s) {
        MoeModel kept = s.budget().keep(x.moefication(), share, x.validated());
        return rank == 0 ? kept : x.moefication().corrected(kept, x.trained(), rank);
    }

    /**
     * Returns models whose encoder has experts, at each of these shares: first with a dense decoder, then with a
     * decoder that has the same share of its experts.
     *
     * @param train training sentences, from which experts and routers are made
     * @param validation sentences on which thresholds are set
     */
    static List<Candidate> encoder(
            Experiment x,
            Sentences train,
            Sentences validation,
            List<Double> shares,
            Settings s,
            ProgressListener progress) {
        Moefication encoder = Experiment.convertEncoder(x.dense(), train, s, progress);
        List<Activations> validated =
                DecoderStates.encoder(x.dense(), validation.sources(), Experiment.HELD_OUT_TOKENS);
        List<Candidate> all = new ArrayList<>();
        for (double share : shares) {
            MoeModel alone = s.budget().keep(encoder, share, validated);
            all.add(new Candidate(
                    RowKind.MOE,
                    "moe-encoder",
                    conversion(s, share, Stack.ENCODER),
                    alone.transformer(),
                    null,
                    alone,
                    "",
                    () -> ExpertUsage.ALL));
        }
        for (double share : shares) {
            MoeModel decoder = s.budget().keep(x.moefication(), share, x.validated());
            MoeModel both = s.budget().keep(encoder.in(decoder.transformer()), share, validated);
            all.add(new Candidate(
                    RowKind.MOE,
                    "moe-encoder-decoder",
                    conversion(s, share, Stack.ENCODER, Stack.DECODER),
                    both.transformer(),
                    decoder,
                    both,
                    "",
                    () -> ExpertUsage.of(decoder.layers(), x.tested(), x.dense().weights())));
        }
        return all;
    }

    private static Conversion conversion(Settings s, double keep, Stack... stacks) {
        return new Conversion(
                s.split().toString(), s.router().toString(), s.budget().toString(), keep, List.of(stacks));
    }

    /**
     * Returns a fine-tuned model at each of these shares.
     *
     * @param rank rank of the correction for skipped experts, which is trained as well; 0 for none
     */
    static List<Candidate> fineTuned(
            Experiment x,
            FineTuning tuning,
            int rank,
            Sentences validation,
            List<Double> shares,
            Settings s,
            ProgressListener progress) {
        FineTuned tuned = tuning.of(
                x.moefication(),
                shares.stream().map(share -> kept(x, share, rank, s)).toList(),
                s,
                progress);
        Transformer dense = tuned.experts().dense();
        List<Activations> validated = Experiment.heldOutStates(dense, validation, progress);
        List<Activations> tested =
                Experiment.record(dense, x.test(), Experiment.HELD_OUT_TOKENS, "recording test states", progress);
        return shares.stream()
                .map(share -> decoder(
                        RowKind.MOE,
                        HalfExperts.FINE_TUNED,
                        s,
                        s.router().toString(),
                        s.budget(),
                        share,
                        tuned.keep(share, s.budget(), validated),
                        tested))
                .toList();
    }

    /**
     * Returns the model with the smallest share of experts that keeps this percentage of the dense model's BLEU on the
     * validation sentences ({@link TargetBleu}).
     */
    static Candidate target(Experiment x, double percent, Sentences validation, Settings s, ProgressListener progress) {
        TargetBleu found = TargetBleu.find(x, percent, validation, s, progress);
        return decoder(
                RowKind.MOE,
                "moe-target",
                s,
                s.router().toString(),
                s.budget(),
                found.share(),
                s.budget().keep(x.moefication(), found.share(), x.validated()),
                x.tested());
    }

    /**
     * Returns models in which all rows of a step, the hypotheses of a beam or the sentences of a batch, choose one set
     * of experts together, so that a step reads these shares of the experts on average.
     *
     * @param validation sentences on which thresholds are set
     */
    static List<Candidate> joint(
            Experiment x, Sentences validation, List<Double> shares, Settings s, ProgressListener progress) {
        progress.at("setting joint thresholds", 0, 1);
        Sentences some = validation.shuffled(s.seed()).first(VALIDATED);
        List<MoeModel> models = x.moefication()
                .keepJointly(shares, s.rows().jointRule(), use -> s.rows().translate(use, some));
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            MoeModel moe = models.get(i);
            all.add(new Candidate(
                    RowKind.MOE,
                    HalfExperts.JOINT,
                    new Conversion(
                            s.split().toString(),
                            s.router().toString(),
                            "a threshold per layer for all rows together",
                            shares.get(i),
                            List.of(Stack.DECODER)),
                    moe.transformer(),
                    moe,
                    null,
                    "",
                    () -> ExpertUsage.ofSteps(moe.union(), Double.NaN, x.tested())));
        }
        return all;
    }

    private static ExpertUsage usage(MoeModel moe, RowsAtOnce rows, List<Activations> seen) {
        ExpertUsage alone = ExpertUsage.of(moe.layers(), seen, moe.transformer().weights());
        return rows.count() == 1 ? alone : ExpertUsage.ofSteps(moe.union(), alone.firingCaught(), seen);
    }

    /** Returns what the model computed; to be called after it has translated. */
    Computed computed() {
        ExpertUsage used = usage.get();
        return new Computed(
                kind == RowKind.STATIC ? used.neurons() : decoder == null ? 1 : decoder.share(),
                decoder == null
                        ? List.of()
                        : decoder.layers().stream().map(MoeFeedForward::share).toList(),
                encoder == null ? 1 : encoder.share(),
                decoder == null ? 1 : decoder.union(),
                used,
                megabytes());
    }

    /**
     * Returns the size of what must be in memory to translate, in megabytes (10^6 bytes): all weights, each once, and
     * the routers.
     */
    private double megabytes() {
        long bytes = model.parameterCount() * model.weights().bytes();
        for (MoeModel experts : Arrays.asList(decoder, encoder)) {
            if (experts != null) {
                for (MoeFeedForward layer : experts.layers()) {
                    bytes += ROUTER_BYTES * layer.router().multiplyAdds();
                }
            }
        }
        return bytes * 1e-6;
    }

    @Override
    public String toString() {
        return name + " " + Shares.name(conversion.keep());
    }
}
