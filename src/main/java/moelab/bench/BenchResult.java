package moelab.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.timing.Measured;

/**
 * One measured number.
 *
 * @param workload the work that was done, for example greedy decoding
 * @param way the model or the method that did it
 * @param value median and quartiles over rounds
 * @param unit unit of the value, in a few words
 * @param faster speedup over the first way of the same workload; null if there is no comparison
 * @param rounds number of rounds over which the median is taken
 * @param note a short remark, or empty
 */
public record BenchResult(
        String workload, String way, Measured value, String unit, Measured faster, int rounds, String note) {
    /** The header of the CSV file. */
    public static final String HEADER = "part,workload,way,unit,median,low,high,rounds,times_as_fast,times_as_fast_low,"
            + "times_as_fast_high,note,machine";

    /** Returns a result that is not a time: a share or a count. */
    static BenchResult counted(String workload, String way, double value, String unit, int rounds) {
        return new BenchResult(workload, way, Measured.exactly(value), unit, null, rounds, "");
    }

    BenchResult withNote(String words) {
        return new BenchResult(workload, way, value, unit, faster, rounds, words);
    }

    /** Returns a line of CSV (RFC 4180) with all digits, and the quartiles beside the medians. */
    String toCsv(String part, String machine) {
        Stream<String> numbers = faster == null
                ? Stream.of("", "", "")
                : Stream.of(faster.value(), faster.low(), faster.high()).map(Object::toString);
        List<String> cells = Stream.of(
                        Stream.of(part, workload, way, unit).map(BenchResult::quoted),
                        Stream.of(value.value(), value.low(), value.high()).map(Object::toString),
                        Stream.of("" + rounds),
                        numbers,
                        Stream.of(note, machine).map(BenchResult::quoted))
                .flatMap(s -> s)
                .toList();
        return String.join(",", cells);
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Returns a number rounded to about four digits, for the printed table. */
    static String number(double v) {
        double size = Math.abs(v);
        return String.format(
                Locale.ROOT, size >= 1000 ? "%,.0f" : size >= 100 ? "%.1f" : size >= 1 || v == 0 ? "%.2f" : "%.4f", v);
    }

    @Override
    public String toString() {
        String ratio = faster == null ? "" : String.format(Locale.ROOT, ", %.2f times as fast", faster.value());
        String subject = Stream.of(workload, way).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
        return subject + ": " + number(value.value()) + " (" + number(value.low()) + " to " + number(value.high())
                + ") " + unit + ratio + (note.isEmpty() ? "" : "; " + note);
    }
}
