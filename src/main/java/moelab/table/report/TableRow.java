package moelab.table.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import moelab.bleu.Interval;
import moelab.experiment.ExpertUsage;
import moelab.experiment.Shares;
import moelab.moe.Stack;
import moelab.timing.Measured;

/**
 * One model on the whole test set.
 *
 * @param kind the kind of model
 * @param name name of the row, shared by rows that differ only in their share: {@code dense}, {@code dense-skip-zeros},
 *     {@code dense-screened}, static rivals such as {@code narrow-512} and {@code pruned-1/4}, {@code oracle},
 *     {@code random}, {@code moe}, and {@code moe-fixed-count} (or {@code moe-threshold}) for the budget that
 *     {@code moe} does not have; on request {@code moe-target}, {@code moe-fine-tuned}, {@code moe-corrected},
 *     {@code moe-encoder} (its decoder is dense) and {@code moe-encoder-decoder}; with a beam or a batch
 *     {@code moe-joint}, in which all rows of a step choose together
 * @param conversion how the dense model became this one
 * @param computed what is left to compute
 * @param times how long the model takes
 * @param quality how good its translations are
 */
public record TableRow(
        RowKind kind, String name, Conversion conversion, Computed computed, Times times, Quality quality) {
    /** The kind of a model: how the neurons that it computes are chosen. */
    public enum RowKind {
        /** The dense model as it was trained, with which every other row is compared. */
        DENSE,
        /** Exact ways to leave out work: no router, no loss. */
        EXACT,
        /** The same neurons for every token: narrower dense networks. */
        STATIC,
        /** Experts chosen by their true contribution to the output: the upper bound for every router. */
        ORACLE,
        /** Experts chosen uniformly at random: the baseline. */
        RANDOM,
        /** A mixture of experts with a trained router. */
        MOE;

        /** Returns whether the row is lossless and has no router: the dense model itself, or an exact way to run it. */
        public boolean lossless() {
            return this == DENSE || this == EXACT;
        }
    }

    /**
     * How the dense model became this one.
     *
     * @param split how the experts were made; empty without experts
     * @param router what chooses them; empty without experts
     * @param budget how the share is spent; empty without experts
     * @param keep share of the experts asked for, 1 without experts
     * @param stacks which stacks have experts; empty for none
     */
    public record Conversion(String split, String router, String budget, double keep, List<Stack> stacks) {
        /** No experts. */
        public static final Conversion NONE = new Conversion("", "", "", 1, List.of());

        public Conversion {
            stacks = List.copyOf(stacks);
        }

        @Override
        public String toString() {
            return stacks.isEmpty()
                    ? "no experts"
                    : "experts by " + split + ", router: " + router + ", budget: " + budget;
        }
    }

    /**
     * What is left to compute.
     *
     * @param share share of the decoder's FFN neurons that were computed, counted while it ran
     * @param layerShares the same for each converted decoder layer; empty for a dense decoder
     * @param encoderShare share of the encoder's FFN neurons that were computed
     * @param union share of the decoder's experts that were read in a step, by all of its rows together, counted while
     *     it ran; 1 without experts
     * @param usage weights that the decoder reads and firing neurons that it computes, counted on recorded states
     * @param megabytes size of all weights and routers, each once, in the format in which decoding reads them (1 MB =
     *     10^6 bytes)
     */
    public record Computed(
            double share,
            List<Double> layerShares,
            double encoderShare,
            double union,
            ExpertUsage usage,
            double megabytes) {
        public Computed {
            layerShares = List.copyOf(layerShares);
        }

        @Override
        public String toString() {
            return usage.toString();
        }
    }

    /**
     * How long the model takes.
     *
     * @param millisPerToken decoder time per target token, in milliseconds
     * @param secondsTotal time for the whole test set, encoder included
     * @param encoderMillis encoder time per sentence, in milliseconds
     * @param speedup how many times as fast a decoder step is as the dense model's
     * @param amdahlBound how many times as fast it could be if choosing cost nothing and weights were read as fast as
     *     in the dense network
     */
    public record Times(
            Measured millisPerToken,
            Measured secondsTotal,
            Measured encoderMillis,
            Measured speedup,
            double amdahlBound) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.4f +- %.4f ms of decoder time per token, %.2f times as fast as dense (Amdahl's bound %.2f)",
                    millisPerToken.value(),
                    millisPerToken.spread(),
                    speedup.value(),
                    amdahlBound);
        }
    }

    /**
     * How good the translations are.
     *
     * @param bleu BLEU, 0 to 100; of a test set in several languages the mean of the languages' BLEU
     * @param kept percentage of the dense model's BLEU
     * @param keptInterval its 95 % interval, by paired bootstrap
     * @param pValue p-value of the difference to the dense model, by approximate randomization
     * @param byLanguage BLEU of each target language, by its code, where there are several; empty otherwise
     */
    public record Quality(
            double bleu, double kept, Interval keptInterval, double pValue, SortedMap<String, Double> byLanguage) {
        public Quality {
            byLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
        }

        /** Creates the quality on a test set in one language. */
        public Quality(double bleu, double kept, Interval keptInterval, double pValue) {
            this(bleu, kept, keptInterval, pValue, new TreeMap<>());
        }

        /** Returns whether the difference to the dense model is significant at 5 %. */
        public boolean significant() {
            return pValue < 0.05;
        }

        /** Returns whether there is a significant loss of BLEU. */
        public boolean significantLoss() {
            return significant() && kept < 100;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "BLEU %.2f, %s %% of dense (95 %%: %s), p = %.4f",
                    bleu,
                    Shares.percent(kept),
                    keptInterval,
                    pValue);
        }
    }

    /** Returns the share of experts that was asked for. */
    public double keep() {
        return conversion.keep;
    }

    /** Returns the share of the decoder's FFN neurons that was computed. */
    public double share() {
        return computed.share;
    }

    /** Returns the BLEU of its translations. */
    public double bleu() {
        return quality.bleu;
    }

    /** Returns the percentage of the dense model's BLEU that it keeps. */
    public double bleuKept() {
        return quality.kept;
    }

    /** Returns how many times as fast a decoder step is as the dense model's. */
    public double speedup() {
        return times.speedup.value();
    }

    /** Returns whether the model's encoder has experts. */
    public boolean encoderConverted() {
        return conversion.stacks.contains(Stack.ENCODER);
    }

    /**
     * Returns whether a user could choose this row's experts: those under the chosen budget, fine-tuned or not, whether
     * the rows of a step choose separately or together.
     */
    public boolean choosable() {
        return List.of(HalfExperts.MOE, HalfExperts.FINE_TUNED, HalfExperts.JOINT)
                .contains(name);
    }

    /** Returns the name with the share of the experts, if it has any: {@code moe 1/2}. */
    public String label() {
        return conversion.keep == 1 ? name : name + " " + Shares.name(conversion.keep);
    }

    @Override
    public String toString() {
        return HalfExpertsText.of(this);
    }
}
