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
 * Measurements of some parts.
 *
 * @param machine what they were made on
 * @param tables what was found, part by part
 * @param complete whether nothing was interrupted
 */
public record Bench(Machine machine, Map<BenchPart, BenchTable> tables, boolean complete) {

    public Bench {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /**
     * Measures and returns the result. If the thread is interrupted the result has what was measured by then.
     *
     * @param parts which; an order of its own is theirs
     * @param model what the first parts measure; null if none of those asked for needs it
     * @param corpus its text, or null as well
     * @param done given each table as soon as it is complete
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
     * Returns all figures, one per line, with the machine in the last column: files of several machines can be put
     * together.
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
