package moelab.linalg;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import moelab.files.InputFile;
import moelab.files.Quoted;
import moelab.memory.Memory;
import org.ejml.data.DMatrixRMaj;

/**
 * Matrices as comma-separated values: one row per line, numbers in decimal notation, no header and no quotes. Blank
 * lines may follow the last row.
 */
public final class CsvMatrix {
    private static final int LONG = 1 << 16; // characters of a line whose fields are counted first
    private static final int FIELD = 72; // bytes of a field while it is text

    private CsvMatrix() {}

    /**
     * Reads and returns a matrix of at least one row.
     *
     * @throws IllegalArgumentException if a field is not a finite number, if rows differ in length, or if there is no
     *     row; the message names the file and the line
     */
    public static DMatrixRMaj read(Path file) throws IOException {
        double[] data = new double[1024];
        int rows = 0;
        int columns = 0;
        int line = 0;
        int blank = 0; // the first blank line since the last row
        try (BufferedReader in = InputFile.ascii(file)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                if (text.isBlank()) {
                    blank = blank == 0 ? line : blank;
                    continue;
                }
                if (text.length() > LONG) {
                    double fields = 1 + text.chars().filter(c -> c == ',').count();
                    Memory.require(FIELD * fields, file + ":" + line + ": reading its numbers");
                }
                String[] fields = text.split(",", -1);
                if (blank > 0) {
                    throw new IllegalArgumentException(file + ":" + blank + ": the line is blank, expected numbers");
                }
                if (rows > 0 && fields.length != columns) {
                    throw new IllegalArgumentException(file + ":" + line + ": " + fields.length + " numbers, expected "
                            + columns + " as in the first line");
                }
                columns = fields.length;
                if ((rows + 1L) * columns > Integer.MAX_VALUE - 8) {
                    throw new IllegalArgumentException(
                            file + ":" + line + ": more numbers than a matrix can hold, expected at most 2^31");
                }
                for (int c = 0; c < columns; c++) {
                    int at = rows * columns + c;
                    data = at < data.length ? data : longer(data, file, line);
                    data[at] = number(fields[c].strip(), file, line, c + 1);
                }
                rows++;
            }
        }
        if (rows == 0) {
            throw new IllegalArgumentException(
                    file + ":" + Math.max(1, line) + ": there is no row, expected comma-separated numbers");
        }
        return new DMatrixRMaj(rows, columns, true, Arrays.copyOf(data, rows * columns));
    }

    private static double[] longer(double[] data, Path file, int line) {
        int length = (int) Math.min(2L * data.length, Integer.MAX_VALUE - 8);
        Memory.require(8.0 * length, file + ":" + line + ": the table so far");
        return Arrays.copyOf(data, length);
    }

    private static double number(String field, Path file, int line, int column) {
        double number = Double.NaN;
        // Java's parser would also accept 1f and 0x1p3
        if (field.chars().allMatch(letter -> letter >= '0' && letter <= '9' || "+-.eE".indexOf(letter) >= 0)) {
            try {
                number = Double.parseDouble(field);
            } catch (NumberFormatException e) {
                number = Double.NaN; // refused below, like any other text
            }
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(file + ":" + line + ": " + Quoted.of(field) + " in column " + column
                    + ", expected a finite number");
        }
        return number;
    }
}
