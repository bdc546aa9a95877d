package moelab.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Opens a corpus, whatever it is kept in. */
public final class Corpora {
    /**
     * Pairs in the validation and in the test part of a corpus that brings no split of its own, or a tenth of a small
     * one.
     */
    public static final int HELD_OUT = 800;

    private static final long SEED = 1;
    private static final Pattern PAIR = Pattern.compile("([a-z]{2,3})-([a-z]{2,3})");
    private static final List<String> VALIDATION_NAMES = List.of("valid", "validation", "val", "dev");

    private Corpora() {}

    /**
     * @param corpus a directory of line-aligned files, a tab-separated file, or null for the software messages in
     *     {@code target/corpus} of the checkout (elsewhere with {@code -Dmoelab.corpus=DIRECTORY})
     * @param pair languages, for example {@code en-fr}
     * @throws IllegalArgumentException naming what is wrong, where, and what was expected
     */
    public static ParallelCorpus open(Path corpus, String pair) throws IOException {
        var languages = PAIR.matcher(pair);
        if (!languages.matches() || languages.group(1).equals(languages.group(2))) {
            throw new IllegalArgumentException(
                    "language pair is " + pair + ", expected two languages, for example en-fr");
        }
        String source = languages.group(1);
        String target = languages.group(2);
        if (corpus == null) {
            SoftwareMessages messages = SoftwareMessages.read(jars(), source, target);
            return split("software messages", source, target, messages.pairs()).withTraining(messages.otherLengths());
        }
        String name = corpus.toAbsolutePath().normalize().getFileName().toString();
        return Files.isDirectory(corpus)
                ? moses(corpus, name, source, target)
                : split(name, source, target, TabSeparated.read(corpus));
    }

    /** Where the build puts the jars that hold the software messages. */
    public static Path jars() {
        String told = System.getProperty("moelab.corpus");
        return told != null
                ? Path.of(told)
                : Path.of(System.getProperty("moelab.home", ""))
                        .resolve("target")
                        .resolve("corpus");
    }

    private static ParallelCorpus split(String name, String source, String target, List<SentencePair> pairs) {
        int heldOut = Math.max(1, Math.min(HELD_OUT, pairs.size() / 10));
        return ParallelCorpus.split(name, source, target, pairs, heldOut, heldOut, SEED);
    }

    /**
     * The split the files have; what they lack is split off the training part, and what would leak is left out of it.
     */
    private static ParallelCorpus moses(Path directory, String name, String source, String target) throws IOException {
        List<String> bases = MosesFiles.bases(directory, source, target);
        if (bases.isEmpty() || bases.size() > 1 && !bases.contains("train")) {
            throw new IllegalArgumentException(directory + ": has " + (bases.isEmpty() ? "no files" : "files " + bases)
                    + " in both " + source + " and " + target + ", expected train." + source + " and train." + target);
        }
        String train = bases.size() == 1 ? bases.get(0) : "train";
        String valid =
                VALIDATION_NAMES.stream().filter(bases::contains).findFirst().orElse(null);
        String test = bases.contains("test") ? "test" : null;
        List<SentencePair> pairs = MosesFiles.read(directory, train, source, target);
        if (valid == null && test == null || bases.size() == 1) {
            return split(name, source, target, pairs);
        }
        List<SentencePair> validation = valid == null ? List.of() : MosesFiles.read(directory, valid, source, target);
        List<SentencePair> tested = test == null ? List.of() : MosesFiles.read(directory, test, source, target);
        List<SentencePair> rest = ParallelCorpus.withoutTemplatesOf(pairs, validation, tested);
        if (valid != null && test != null) {
            return new ParallelCorpus(name, source, target, rest, validation, tested);
        }
        int missing = Math.max(1, Math.min(HELD_OUT, rest.size() / 10));
        ParallelCorpus split = ParallelCorpus.split(name, source, target, rest, missing, 1, SEED);
        return valid == null
                ? new ParallelCorpus(name, source, target, withTest(split), split.validation(), tested)
                : new ParallelCorpus(name, source, target, withTest(split), validation, split.validation());
    }

    /** Training pairs with the single test group put back, which the files already have. */
    private static List<SentencePair> withTest(ParallelCorpus split) {
        return Stream.concat(split.train().stream(), split.test().stream()).toList();
    }
}
