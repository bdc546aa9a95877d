package moelab.table.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.decoding.StepClock.Part;
import moelab.experiment.BudgetKind;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.timing.StepProfile;

/** The half-experts table as text: within 100 columns, or, with fewer columns of figures, within 78. */
final class HalfExpertsText {
    /** Width of the table with all its figures. */
    static final int FULL = 100;

    private static final int NARROW = 78; // 80 without the two that a chapter indents values by

    private final HalfExperts h;
    private final int width;
    private final boolean full;
    private final List<String> lines = new ArrayList<>();

    private HalfExpertsText(HalfExperts h, int columns) {
        this.h = h;
        this.full = columns >= FULL;
        this.width = full ? FULL : NARROW;
    }

    /** Returns the table for a terminal with this many columns. */
    static String of(HalfExperts h, int columns) {
        return new HalfExpertsText(h, columns).text();
    }

    private String text() {
        lines.add(format(
                "The half-experts table: %s, %s, test split of %,d sentences",
                h.corpus().name(), h.corpus().languages(), h.corpus().test()));
        lines.addAll(wrap(
                format(
                        "  model    %s, %,d parameters, d %d, %d encoder and %d decoder layers, decoder FFN %,d, "
                                + "%,d subwords",
                        h.model().name(),
                        h.model().parameters(),
                        h.model().config().modelDimension(),
                        h.model().config().encoderLayers(),
                        h.model().config().decoderLayers(),
                        h.model().config().decoderFeedForward(),
                        h.model().config().vocabularySize()),
                "           "));
        Settings s = h.settings();
        lines.addAll(wrap(
                format(
                        "  experts  %d of %d neurons in each decoder layer, by %s; router: %s; budget: %s; %s search",
                        s.experts(h.model().config().decoderFeedForward()),
                        s.expertSize(),
                        s.split(),
                        s.router(),
                        s.budget(),
                        s.beam() == 1 ? "greedy" : "beam " + s.beam()),
                "           "));
        for (int i = 0; i < h.constructions().size(); i++) {
            lines.addAll(
                    wrap(format("           layer %d: %s", i, h.constructions().get(i)), "             "));
        }
        lines.addAll(wrap("  machine  " + h.machine(), "           "));
        if (h.quietness().busy()) {
            lines.add("");
            lines.addAll(wrap(h.quietness().toString(), ""));
        }
        lines.add("");
        samples();
        lines.add("");
        rows();
        lines.add("");
        if (!h.rivalry().verdicts().isEmpty()) {
            h.rivalry().lines().forEach(line -> lines.addAll(wrap(line, "    ")));
            lines.addAll(wrap(sizes(), "    "));
            lines.addAll(wrap(
                    h.rivalry().forms().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(e -> e.getKey() + " (" + e.getValue() + ")")
                            .collect(Collectors.joining(", ", "Static rivals: ", "")),
                    "    "));
            lines.add("");
        }
        List<String> languages = LanguageText.of(h);
        if (!languages.isEmpty()) {
            lines.addAll(languages);
            lines.add("");
        }
        lines.addAll(wrap(profile(h.profile()), "  "));
        lines.add("");
        lines.add("Neurons that do not fire on a token, on the test split:");
        lines.addAll(h.sparsity().toString().lines().toList());
        lines.add("");
        lines.addAll(wrap(Interpretation.of(h), ""));
        return String.join(System.lineSeparator(), lines);
    }

    /**
     * Returns a line with the sizes of the weights in memory: experts save only time, smaller networks memory as well.
     */
    private String sizes() {
        return h.rows().stream()
                        .filter(r -> r == h.dense() || r == h.kept() || r.kind() == TableRow.RowKind.STATIC)
                        .map(r -> format("%s %.1f", r.label(), r.computed().megabytes()))
                        .collect(Collectors.joining(", ", "Weights in memory, MB: ", ""))
                + " (router included).";
    }

    private void samples() {
        int wide = full ? 8 : 6;
        String seconds =
                "%" + wide + (full || h.samples().get(h.samples().size() - 1).originSeconds() < 10 ? ".3f" : ".2f");
        lines.add(format("%-12s", "sample") + numbers(i -> i + 1, "%" + wide + ".0f"));
        lines.add(format("%-12s", "sentences") + numbers(i -> h.samples().get(i).sentences(), "%" + wide + ".0f"));
        lines.add(
                format("%-12s", "Origin-Time") + numbers(i -> h.samples().get(i).originSeconds(), seconds));
        lines.add(
                format("%-12s", "Origin-BLEU") + numbers(i -> h.samples().get(i).originBleu(), "%" + wide + ".2f"));
        lines.add(format("%-12s", "MoE-Time") + numbers(i -> h.samples().get(i).moeSeconds(), seconds));
        lines.add(format("%-12s", "MoE-BLEU") + numbers(i -> h.samples().get(i).moeBleu(), "%" + wide + ".2f"));
        lines.addAll(wrap(
                format(
                        "MoE keeps %s of the decoder's experts%s. Time: seconds, %s, one thread.",
                        Shares.name(h.settings().keep()),
                        h.settings().budget() == BudgetKind.FIXED_COUNT ? "" : " on average",
                        h.pace()),
                ""));
        lines.add("");
        lines.addAll(
                wrap("The poster's table, another model, text and machine (seconds; BLEU as a fraction of 1):", ""));
        lines.add(format("%-12s", "Origin-Time") + row(PublishedResults.ORIGIN_TIME, wide));
        lines.add(format("%-12s", "Origin-BLEU") + row(PublishedResults.ORIGIN_BLEU, wide));
        lines.add(format("%-12s", "MoE-Time") + row(PublishedResults.MOE_TIME, wide));
        lines.add(format("%-12s", "MoE-BLEU") + row(PublishedResults.MOE_BLEU, wide));
        lines.add("");
        lines.add(format("%-50s %10s %10s", "", "poster", "here"));
        lines.add(format(
                "%-50s %10.2f %10.2f",
                "times as fast, all samples together",
                PublishedResults.speedup(PublishedResults.ORIGIN_TIME, PublishedResults.MOE_TIME),
                h.speedup()));
        lines.add(format(
                "%-50s %10.1f %10s",
                "% of BLEU kept, mean of the samples",
                PublishedResults.kept(PublishedResults.ORIGIN_BLEU, PublishedResults.MOE_BLEU),
                Shares.percent(h.keptOnSamples())));
    }

    private String numbers(IntToDoubleFunction value, String format) {
        return IntStream.range(0, h.samples().size())
                .mapToObj(i -> format(format, value.applyAsDouble(i)))
                .collect(Collectors.joining());
    }

    private static String row(List<Double> values, int wide) {
        return values.stream().map(v -> format("%" + wide + ".2f", v)).collect(Collectors.joining());
    }

    private void rows() {
        lines.addAll(wrap(
                format(
                        "All %,d sentences; us of the decoder per target token, encoder not included, router"
                                + " included:",
                        h.samples().get(h.samples().size() - 1).sentences()),
                "    "));
        String head = full ? "%-19s %7s %6s %17s %6s %6s" : "%-19s %3$6s %4$8s %5$6s";
        String cells = full ? "%-19s %6.1f%% %5.1f%% %8.2f %8s %6.2f %6.2f" : "%-19s %3$5.1f%% %4$8.2f %6$6.2f";
        lines.add(format(head, "", "neurons", "read", "us/token", "faster", "bound")
                + format(" %6s %7s %11s %6s", "BLEU", "kept", "95 %", "p"));
        for (TableRow r : h.rows().stream().filter(r -> !r.encoderConverted()).toList()) {
            lines.add(format(
                            cells,
                            r.label(),
                            100 * r.share(),
                            100 * r.computed().usage().weightsRead(),
                            1000 * r.times().millisPerToken().value(),
                            h.settings().rounds() == 1
                                    ? "" // one round has no spread
                                    : format(
                                            "+-%6.2f",
                                            1000 * r.times().millisPerToken().spread()),
                            r.speedup(),
                            r.times().amdahlBound())
                    + quality(r));
        }
        if (h.settings().rows().count() > 1) {
            lines.addAll(wrap(unions(), ""));
        }
        if (full) {
            lines.add("neurons: share of the decoder's FFN neurons computed or screened; read: of its weights, in "
                    + "bytes;");
            lines.add(format(
                    "bound: Amdahl's for that, from the FFN's %.0f %% of a dense step; p: against dense.",
                    100 * h.profile().share(Part.FEED_FORWARD)));
        } else {
            lines.add("read: share of the decoder's FFN weights, in bytes; p: against dense.");
        }
        if (h.settings().budget() == BudgetKind.COMMON_THRESHOLD) {
            h.rows().stream()
                    .filter(r -> r.name().equals(HalfExperts.MOE))
                    .forEach(r -> lines.add(format("%s by layer: %s", r.label(), layers(r))));
        }
        if (h.rows().stream().anyMatch(TableRow::encoderConverted)) {
            lines.add("");
            lines.addAll(EncoderText.of(h));
        }
    }

    /** Returns the last cells of a row: BLEU, and how it compares with that of the dense model. */
    private String quality(TableRow r) {
        boolean dense = r == h.dense();
        return format(
                " %6.2f %7s %11s %6s",
                r.bleu(),
                Shares.percentSign(r.bleuKept()),
                dense
                        ? ""
                        : Shares.percent(r.quality().keptInterval().lower()) + "-"
                                + Shares.percent(r.quality().keptInterval().upper()),
                dense ? "" : format("%.4f", r.quality().pValue()));
    }

    /**
     * Returns a sentence with the share of the experts that all rows of a step read, whether they choose separately or
     * together.
     */
    private String unions() {
        return format("Experts read in a step of %s: ", h.settings().rows())
                + h.rows().stream()
                        .filter(r -> r.name().startsWith(HalfExperts.MOE) && !r.encoderConverted())
                        .map(r -> format(
                                "%s %.0f %%", r.label(), 100 * r.computed().union()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Returns one row by itself, every number with its unit. */
    static String of(TableRow r) {
        return String.join(
                System.lineSeparator(),
                r.label() + ": " + r.conversion(),
                "  computes  " + r.computed(),
                format(
                        "  takes     %s; %.3f s for all sentences",
                        r.times(), r.times().secondsTotal().value()),
                "  keeps     " + r.quality());
    }

    private static String layers(TableRow r) {
        return r.computed().layerShares().stream()
                .map(s -> format("%.1f %%", 100 * s))
                .collect(Collectors.joining(", "));
    }

    private static String profile(StepProfile p) {
        List<String> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            if (p.micros().get(part) > 0) {
                parts.add(format("%s %.0f %%", part, 100 * p.share(part)));
            }
        }
        return format("Where the %.0f us of a dense decoder step go: ", p.total())
                + String.join(", ", parts)
                + format(
                        ". If neurons cost the same "
                                + "everywhere, computing 1/2, 1/4 or 1/8 of them could make a step %.2f, %.2f or "
                                + "%.2f times as fast (Amdahl).",
                        p.amdahlBound(0.5), p.amdahlBound(0.25), p.amdahlBound(0.125));
    }

    private List<String> wrap(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("(?<=\\S) ")) {
            if (line.length() + 1 + word.length() > width && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(indent).append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
