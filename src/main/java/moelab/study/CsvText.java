package moelab.study;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Comma-separated values: one header, then one line per row. Numbers are written with all their digits. */
public final class CsvText {
    private final StringBuilder text = new StringBuilder();

    /** @param header names of the columns, separated by commas */
    public CsvText(String header) {
        text.append(header).append('\n');
    }

    /** Appends a row with one value per column. Nothing is quoted here: the caller quotes a value that has a comma. */
    public void add(Object... values) {
        text.append(Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(",")))
                .append('\n');
    }

    /** Returns the whole text. */
    @Override
    public String toString() {
        return text.toString();
    }
}
