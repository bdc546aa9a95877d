package moelab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code can be read from the bottom up: a package uses only packages of floors below its own. */
class FloorsTest {
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("gettext", "memory"),
            Set.of("files"),
            Set.of("linalg", "text", "bleu", "graph", "cluster", "plot", "random", "safetensors"),
            Set.of("transformer"),
            Set.of("decoding", "pretrained"),
            Set.of("translation", "training", "sparsity"),
            Set.of("experts"),
            Set.of("routing"),
            Set.of("moe", "exercise"),
            Set.of("experiment", "convert", "course"),
            Set.of("timing"),
            Set.of("study", "bench"),
            Set.of("table"),
            Set.of("lesson"),
            Set.of("cli"));
    private static final Path SOURCES = Path.of("src/main/java/moelab");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?moelab\\.([a-z]+)\\.");

    @Test
    void everyPackageHasAFloor() throws IOException {
        try (Stream<Path> packages = Files.list(SOURCES)) {
            assertEquals(
                    new TreeSet<>(floors().keySet()),
                    packages.filter(Files::isDirectory)
                            .map(p -> p.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void importsGoDown() throws IOException {
        Map<String, Integer> floors = floors();
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
        for (Path file : files) {
            String from = SOURCES.relativize(file).getName(0).toString();
            Matcher used = IMPORT.matcher(Files.readString(file));
            while (used.find()) {
                seen++;
                String to = used.group(1);
                if (!to.equals(from) && floors.get(to) >= floors.get(from)) {
                    wrong.add(file + " uses " + to);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 300, seen + " imports");
    }

    private static Map<String, Integer> floors() {
        Map<String, Integer> floors = new TreeMap<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String name : FLOORS.get(floor)) {
                floors.put(name, floor);
            }
        }
        return floors;
    }
}
