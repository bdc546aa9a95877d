package moelab.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of line-aligned files, one sentence per line: {@code train.en} and {@code train.fr}, and so on, plain or
 * {@code .gz}.
 *
 * <p>A pair with a blank side is skipped, as the tools of the Moses toolkit do.
 */
public final class MosesFiles {
    private MosesFiles() {}

    /**
     * Returns all pairs of one pair of files in this directory.
     *
     * @param base what both names begin with, for example {@code train} for {@code train.en} and {@code train.fr}
     * @throws IllegalArgumentException if a file is missing, not UTF-8, or shorter than the other; the message names
     *     file and line
     */
    public static List<SentencePair> read(Path directory, String base, String sourceLanguage, String targetLanguage)
            throws IOException {
        Path source = require(directory, base, sourceLanguage);
        Path target = require(directory, base, targetLanguage);
        List<String> sources = TextFile.lines(source);
        List<String> targets = TextFile.lines(target);
        if (sources.size() != targets.size()) {
            boolean sourceShort = sources.size() < targets.size();
            Path shorter = sourceShort ? source : target;
            Path longer = sourceShort ? target : source;
            throw new IllegalArgumentException(
                    shorter + ":" + (Math.min(sources.size(), targets.size()) + 1) + ": the file ends here, expected "
                            + Math.max(sources.size(), targets.size()) + " lines as in " + longer.getFileName());
        }
        List<SentencePair> pairs = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (!sources.get(i).isBlank() && !targets.get(i).isBlank()) {
                pairs.add(
                        new SentencePair(sources.get(i).strip(), targets.get(i).strip()));
            }
        }
        return pairs;
    }

    /** Returns the names {@code base} for which this directory has a file in both languages, sorted. */
    public static List<String> bases(Path directory, String sourceLanguage, String targetLanguage) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString().replaceFirst("\\.gz$", ""))
                    .filter(n -> n.endsWith("." + sourceLanguage))
                    .map(n -> n.substring(0, n.length() - sourceLanguage.length() - 1))
                    .filter(base -> find(directory, base, targetLanguage).isPresent())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Path> find(Path directory, String base, String language) {
        return Stream.of(base + "." + language, base + "." + language + ".gz")
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Path require(Path directory, String base, String language) {
        return find(directory, base, language)
                .orElseThrow(() -> new IllegalArgumentException(directory.resolve(base + "." + language)
                        + ": no such file, expected line-aligned files of two languages"));
    }
}
