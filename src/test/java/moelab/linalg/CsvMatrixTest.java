package moelab.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read, and what is refused, with its line. */
class CsvMatrixTest {
    @TempDir
    private Path directory;

    private DMatrixRMaj read(String text) throws IOException {
        return CsvMatrix.read(Files.writeString(directory.resolve("m.csv"), text));
    }

    private void refused(String text, String message) {
        String said =
                assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
        assertEquals(directory.resolve("m.csv") + message, said);
    }

    @Test
    void numbersOfAllKinds() throws IOException {
        DMatrixRMaj m = read("1,-2.5, +.5\r\n1e3,\t-4E-2 ,0\n\n \n");
        assertEquals(2, m.numRows);
        assertEquals(3, m.numCols);
        assertArrayEquals(new double[] {1, -2.5, 0.5, 1000, -0.04, 0}, m.data);
        assertArrayEquals(new double[] {7}, read("7").data);
    }

    @Test
    void manyRows() throws IOException {
        DMatrixRMaj m =
                read(IntStream.range(0, 3000).mapToObj(i -> i + "," + -i).collect(Collectors.joining("\n")));
        assertEquals(3000, m.numRows);
        assertEquals(6000, m.data.length);
        for (int i = 0; i < 3000; i++) {
            assertEquals(i, m.get(i, 0));
            assertEquals(-i, m.get(i, 1));
        }
    }

    @Test
    void whatIsNoNumberIsRefused() {
        refused("1,2\n3,x\n", ":2: 'x' in column 2, expected a finite number");
        refused("NaN,2\n", ":1: 'NaN' in column 1, expected a finite number");
        refused("1\nInfinity\n", ":2: 'Infinity' in column 1, expected a finite number");
        refused("1\n-1e999\n", ":2: '-1e999' in column 1, expected a finite number");
        refused("1f\n", ":1: '1f' in column 1, expected a finite number");
        refused("1-2\n", ":1: '1-2' in column 1, expected a finite number");
        refused("1,\n", ":1: '' in column 2, expected a finite number");
        refused("x,y\n1,2\n", ":1: 'x' in column 1, expected a finite number");
    }

    @Test
    void rowsAreEquallyLongAndThereIsOne() {
        refused("1,2\n3,4,5\n", ":2: 3 numbers, expected 2 as in the first line");
        refused("1,2\n3\n", ":2: 1 numbers, expected 2 as in the first line");
        refused("1,2\n\n \n3,4\n", ":2: the line is blank, expected numbers");
        refused("", ":1: there is no row, expected comma-separated numbers");
        refused("\n\n", ":2: there is no row, expected comma-separated numbers");
        assertThrows(NoSuchFileException.class, () -> CsvMatrix.read(directory.resolve("missing.csv")));
    }
}
