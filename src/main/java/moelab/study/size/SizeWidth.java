package moelab.study.size;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of one width.
 *
 * @param modelDimension model dimension d
 * @param parameters number of parameters of the dense model
 * @param rounds number of rounds over which the medians are taken
 * @param rows dense, screened and experts, in floats and then in bytes
 */
public record SizeWidth(int modelDimension, long parameters, int rounds, List<SizeRow> rows) {
    public SizeWidth {
        rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
        String head = String.format(
                Locale.ROOT,
                "d %d, %,d parameters, %d %s%n  %-20s %9s %9s %9s %11s %9s %9s %9s %7s %7s",
                modelDimension,
                parameters,
                rounds,
                rounds == 1 ? "round" : "rounds",
                "",
                "us/token",
                "",
                "x dense",
                "+ encoder",
                "x dense",
                "MB read",
                "limit us",
                "GB/s",
                "x limit");
        return Stream.concat(Stream.of(head), rows.stream().map(SizeRow::toString))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
