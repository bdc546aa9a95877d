package moelab.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import moelab.experiment.ProgressListener;
import moelab.text.ParallelCorpus;
import moelab.timing.Machine;
import moelab.translation.TranslationModel;

/**
 * The results of {@code lab bench}: one table for each part that was measured.
 *
 * @param machine the machine on which the parts were measured
 * @param tables the result of each part, in the order of {@link BenchPart}
 * @param complete whether all parts were measured without an interruption
 */
public record Bench(Machine machine, Map<BenchPart, BenchTable> tables, boolean complete) {

    public Bench {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /**
     * Measures some parts and returns the results. If the thread is interrupted, the result holds what was measured by
     * then, and the interrupt flag is cleared.
     *
     * @param parts the parts to measure; they run in the order of {@link BenchPart}, whatever the order of this
     *     collection
     * @param model the model to measure; null if none of these parts needs a model
     * @param corpus the model's text; null if none of these parts needs a model
     * @param effort how long each part may take
     * @param done receives each table as soon as it is complete
     */
    public static Bench run(
            Collection<BenchPart> parts,
            TranslationModel model,
            ParallelCorpus corpus,
            Effort effort,
            ProgressListener progress,
            Consumer<BenchTable> done) {
        Set<BenchPart> ordered = EnumSet.copyOf(parts);
        BenchModels models =
                ordered.stream().anyMatch(BenchPart::needsModel) ? new BenchModels(model, corpus, progress) : null;
        Map<BenchPart, BenchTable> tables = new LinkedHashMap<>();
        for (BenchPart part : ordered) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            BenchTable table = part.benchmark(models).run(effort, progress);
            if (!table.figures().isEmpty()) {
                tables.put(part, table);
                done.accept(table);
            }
        }
        return new Bench(Machine.here(), tables, !Thread.interrupted());
    }

    /**
     * Returns all figures as CSV with a header, one figure per line. The machine is the last column, so that files from
     * several machines can be concatenated.
     */
    public String toCsv() {
        List<String> lines = new ArrayList<>(List.of(BenchResult.HEADER));
        tables.forEach((part, table) -> {
            String name = part.name().toLowerCase(Locale.ROOT);
            table.figures().forEach(f -> lines.add(f.toCsv(name, machine.toString())));
        });
        return String.join("\n", lines) + "\n";
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(machine.toString());
        tables.values()
                .forEach(t -> report.append(System.lineSeparator())
                        .append(System.lineSeparator())
                        .append(t));
        return report.toString();
    }
}
