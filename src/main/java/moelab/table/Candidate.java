package moelab.table;

import java.util.ArrayList;
import java.util.List;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.FineTuning;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.Transformer;

/**
 * A model that takes part in the table.
 *
 * @param name of its row
 * @param split how its experts were made; empty for a dense model
 * @param router what chooses them
 * @param budget how the share is spent
 * @param keep share of the experts asked for
 * @param model what translates
 * @param decoder its decoder's experts, or null if its decoder is dense
 * @param encoder its encoder's, or null
 * @param states what the decoder's layers see on test sentences, on which its work is counted
 */
record Candidate(
        String name,
        String split,
        String router,
        String budget,
        double keep,
        Transformer model,
        MoeModel decoder,
        MoeModel encoder,
        List<Activations> states) {

    /** A model all of whose layers are dense. */
    static Candidate dense(String name, Transformer model, List<Activations> states) {
        return new Candidate(name, "", "", "", 1, model, null, null, states);
    }

    /** A model whose decoder is converted. */
    static Candidate decoder(
            String name,
            Settings s,
            String router,
            BudgetKind budget,
            double keep,
            MoeModel moe,
            List<Activations> states) {
        return new Candidate(
                name, s.split().toString(), router, budget.toString(), keep, moe.transformer(), moe, null, states);
    }

    /**
     * The encoder converted, alone and with the decoder, at these shares of the experts of both.
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
            ProgressListener watcher) {
        Moefication encoder = Experiment.convertEncoder(x.dense(), train, s, watcher);
        List<Activations> validated =
                DecoderStates.encoder(x.dense(), validation.sources(), Experiment.HELD_OUT_TOKENS);
        List<Candidate> all = new ArrayList<>();
        for (double share : shares) {
            MoeModel alone = s.budget().keep(encoder, share, validated);
            all.add(new Candidate(
                    "moe-encoder",
                    s.split().toString(),
                    s.router().toString(),
                    s.budget().toString(),
                    share,
                    alone.transformer(),
                    null,
                    alone,
                    x.tested()));
        }
        for (double share : shares) {
            MoeModel decoder = s.budget().keep(x.moefication(), share, x.validated());
            MoeModel both = s.budget().keep(encoder.in(decoder.transformer()), share, validated);
            all.add(new Candidate(
                    "moe-encoder-decoder",
                    s.split().toString(),
                    s.router().toString(),
                    s.budget().toString(),
                    share,
                    both.transformer(),
                    decoder,
                    both,
                    x.tested()));
        }
        return all;
    }

    /** A fine-tuned model at these shares. */
    static List<Candidate> fineTuned(
            Experiment x,
            FineTuning tuning,
            Sentences validation,
            List<Double> shares,
            Settings s,
            ProgressListener watcher) {
        Moefication tuned = tuning.of(
                x.moefication(),
                shares.stream()
                        .map(share -> s.budget().keep(x.moefication(), share, x.validated()))
                        .toList(),
                s,
                watcher);
        List<Activations> validated = Experiment.heldOutStates(tuned.dense(), validation, watcher);
        List<Activations> tested = Experiment.record(
                tuned.dense(), x.test(), Experiment.HELD_OUT_TOKENS, "recording test states", watcher);
        return shares.stream()
                .map(share -> decoder(
                        "moe-fine-tuned",
                        s,
                        s.router().toString(),
                        s.budget(),
                        share,
                        s.budget().keep(tuned, share, validated),
                        tested))
                .toList();
    }

    /** The smallest share that keeps so much BLEU on the validation sentences, as {@link TargetBleu} finds it. */
    static Candidate target(Experiment x, double percent, Sentences validation, Settings s, ProgressListener watcher) {
        TargetBleu found = TargetBleu.find(x, percent, validation, s, watcher);
        return decoder(
                "moe-target",
                s,
                s.router().toString(),
                s.budget(),
                found.share(),
                s.budget().keep(x.moefication(), found.share(), x.validated()),
                x.tested());
    }

    @Override
    public String toString() {
        return name + " " + Shares.name(keep);
    }

    double share() {
        return decoder == null ? 1 : decoder.share();
    }

    List<Double> layerShares() {
        return decoder == null
                ? List.of()
                : decoder.layers().stream().map(MoeFeedForward::share).toList();
    }

    double encoderShare() {
        return encoder == null ? 1 : encoder.share();
    }

    private ExpertUsage exactWork() {
        return switch (name) {
            case HalfExpertsTable.SKIP_ZEROS -> ExpertUsage.zerosSkipped(states);
            case HalfExpertsTable.SCREENED -> ExpertUsage.screened(states);
            default -> ExpertUsage.ALL;
        };
    }

    ExpertUsage work() {
        return decoder != null ? ExpertUsage.of(decoder.layers(), states) : exactWork();
    }
}
