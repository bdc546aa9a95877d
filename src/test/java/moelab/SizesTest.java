package moelab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines, files and packages stay small enough to be read: a line at a glance, a package in one sitting. */
class SizesTest {
    private static final int COLUMNS = 120;
    private static final int LINES = 300; // of a file
    private static final int FILES = 22; // of a package, its page included
    private static final int PACKAGE_LINES = 2000; // of all its files together

    @Test
    void noLineIsWiderThan120Columns() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path file : files("src", "solutions", "exercises", "chapters")) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS) {
                    wide.add(file + ":" + (i + 1) + " has " + lines.get(i).length() + " columns");
                }
            }
        }
        assertEquals(List.of(), wide);
    }

    @Test
    void noFileIsLongerThan300Lines() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : files("src")) {
            int lines = Files.readAllLines(file).size();
            if (lines > LINES) {
                all.add(file + " has " + lines + " lines");
            }
        }
        assertEquals(List.of(), all);
    }

    @Test
    void noPackageHasMoreThan22Files() throws IOException {
        Map<Path, Integer> count = new TreeMap<>();
        files("src/main").forEach(file -> count.merge(file.getParent(), 1, Integer::sum));
        assertTrue(count.size() > 30, () -> count.size() + " packages");
        count.values().removeIf(files -> files <= FILES);
        assertEquals(Map.of(), count);
    }

    @Test
    void noPackageHasMoreThan2000Lines() throws IOException {
        Map<Path, Integer> lines = new TreeMap<>();
        for (Path file : files("src/main")) {
            lines.merge(file.getParent(), Files.readAllLines(file).size(), Integer::sum);
        }
        lines.values().removeIf(sum -> sum <= PACKAGE_LINES);
        assertEquals(Map.of(), lines);
    }

    private static List<Path> files(String... roots) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root : roots) {
            try (Stream<Path> all = Files.walk(Path.of(root))) {
                all.filter(f -> f.toString().endsWith(".java")).forEach(files::add);
            }
        }
        return files;
    }
}
