package moelab.course.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Values as a student reads them in a report: short, rows of a matrix separated by semicolons. */
public final class Show {
    private static final int SHOWN = 12; // entries of a row, and rows

    private Show() {}

    /** Returns a matrix, an array or anything else as text on one line. */
    public static String value(Object value) {
        if (value instanceof FMatrixRMaj m) {
            return matrix(m.numRows, m.numCols, at -> m.data[at]);
        }
        if (value instanceof DMatrixRMaj m) {
            return matrix(m.numRows, m.numCols, at -> m.data[at]);
        }
        if (value instanceof int[] a) {
            return list(a.length, i -> "" + a[i]);
        }
        if (value instanceof long[] a) {
            return list(a.length, i -> "" + a[i]);
        }
        if (value instanceof float[] a) {
            return list(a.length, i -> number(a[i]));
        }
        if (value instanceof double[] a) {
            return list(a.length, i -> number(a[i]));
        }
        if (value instanceof long[][] a) {
            return Arrays.stream(a)
                    .limit(SHOWN)
                    .map(Show::value)
                    .map(row -> row.substring(1, row.length() - 1))
                    .collect(Collectors.joining("; ", "[", a.length > SHOWN ? "; ...]" : "]"));
        }
        if (value instanceof Double d) {
            return number(d);
        }
        if (value instanceof Float f) {
            return number(f);
        }
        return String.valueOf(value);
    }

    /** Returns one line "name = value" each, with the names in one column. */
    public static String named(Object... namesAndValues) {
        int width = IntStream.range(0, namesAndValues.length / 2)
                .map(i -> namesAndValues[2 * i].toString().length())
                .max()
                .orElse(0);
        return IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%-" + width + "s = %s", namesAndValues[2 * i], value(namesAndValues[2 * i + 1])))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private interface Entry {
        double at(int index);
    }

    private static String matrix(int rows, int cols, Entry entry) {
        return IntStream.range(0, Math.min(rows, SHOWN))
                        .mapToObj(i -> {
                            String row = list(cols, j -> number(entry.at(i * cols + j)));
                            return row.substring(1, row.length() - 1);
                        })
                        .collect(Collectors.joining("; ", "[", rows > SHOWN ? "; ...]" : "]"))
                + (rows == 1 && cols == 1 ? "" : "  (" + rows + " x " + cols + ")");
    }

    private static String list(int length, java.util.function.IntFunction<String> entry) {
        return IntStream.range(0, Math.min(length, SHOWN))
                .mapToObj(entry)
                .collect(Collectors.joining(" ", "[", length > SHOWN ? " ...]" : "]"));
    }

    /** Returns a number with at most five significant digits; whole numbers have no decimal point. */
    public static String number(double v) {
        if (v == Math.rint(v) && Math.abs(v) < 1e9) {
            return Long.toString((long) v);
        }
        String text = String.format(Locale.ROOT, "%.5g", v);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
