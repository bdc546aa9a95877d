package moelab.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moelab.gettext.Catalogues;

/** Opens a corpus in any of the supported formats. */
public final class Corpora {
    /**
     * Number of pairs in the validation part, and in the test part, of a corpus without a split of its own. In a small
     * corpus each of the two parts is a tenth of the pairs instead.
     */
    public static final int HELD_OUT = 800;

    static final long SEED = 1;
    static final String SOFTWARE_MESSAGES = "software messages";
    private static final Pattern PAIR =
            Pattern.compile("([a-z]{2,3}(?:_[A-Z]{2})?)-([a-z]{2,3}(?:_[A-Z]{2})?|" + Multilingual.TARGET + ")");
    private static final List<String> VALIDATION_NAMES = List.of("valid", "validation", "val", "dev");

    private Corpora() {}

    /**
     * Returns the parallel corpus in a directory or file.
     *
     * @param corpus a directory of line-aligned files or of gettext catalogues, a tab-separated file, or null for the
     *     software messages in {@code target/corpus} of the checkout (or in the directory that {@code -Dmoelab.corpus}
     *     names)
     * @param pair languages, for example {@code en-fr} or {@code en-pt_BR}; for the software messages also
     *     {@code en-multi}, which is English into all of {@link Multilingual#LANGUAGES}
     * @throws IllegalArgumentException if something is missing or malformed; the message says what, where, and what was
     *     expected
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
            return softwareMessages(jars(), source, target);
        }
        if (target.equals(Multilingual.TARGET)) {
            throw new IllegalArgumentException(
                    "language pair is " + pair + ", which only the software messages have and " + corpus
                            + " has not, expected two languages, for example en-fr");
        }
        String name = corpus.toAbsolutePath().normalize().toFile().getName();
        if (Files.isDirectory(corpus)
                && MosesFiles.bases(corpus, source, target).isEmpty()
                && Catalogues.anyBelow(corpus)) {
            return catalogues(corpus, name, source, target);
        }
        return Files.isDirectory(corpus)
                ? moses(corpus, name, source, target)
                : split(name, source, target, TabSeparated.read(corpus));
    }

    /**
     * Returns the software messages of jars in two languages. The split of en-fr determines the split of English into
     * the other {@link Multilingual#LANGUAGES}; any other pair is split independently.
     */
    static ParallelCorpus softwareMessages(Path jars, String source, String target) throws IOException {
        return RememberedCorpora.of(Multilingual.directories(jars), source + "-" + target, () -> {
            if (source.equals(Multilingual.SOURCE) && target.equals(Multilingual.TARGET)) {
                return Multilingual.all(jars);
            }
            return isCutAtTheBoundariesOfTheReference(source, target)
                    ? Multilingual.into(target, jars)
                    : ofSoftwareMessages(jars, source, target);
        });
    }

    /**
     * Returns a short report on the software messages of two languages before the split: how many each artifact
     * contributes, and how many each rule of the cleaning leaves out.
     */
    public static String survey(String source, String target) throws IOException {
        if (source.equals(Multilingual.SOURCE) && target.equals(Multilingual.TARGET)) {
            return Multilingual.survey(jars());
        }
        boolean more = isCutAtTheBoundariesOfTheReference(source, target);
        return SoftwareMessages.read(more ? Multilingual.directories(jars()) : List.of(jars()), source, target)
                .survey();
    }

    private static boolean isCutAtTheBoundariesOfTheReference(String source, String target) {
        return source.equals(Multilingual.SOURCE)
                && Multilingual.LANGUAGES.contains(target)
                && !target.equals(Multilingual.REFERENCE);
    }

    /** Returns the software messages of jars in two languages, split independently of all other pairs. */
    static ParallelCorpus ofSoftwareMessages(Path jars, String source, String target) throws IOException {
        SoftwareMessages messages = SoftwareMessages.read(jars, source, target);
        ParallelCorpus split = split(SOFTWARE_MESSAGES, source, target, in(target, messages.pairs()));
        return split.withTraining(in(target, messages.otherLengths()));
    }

    private static List<SentencePair> in(String language, List<SentencePair> pairs) {
        return pairs.stream().map(pair -> pair.in(language)).toList();
    }

    /** Returns the directory in which the build puts the jars with the software messages. */
    public static Path jars() {
        String told = System.getProperty("moelab.corpus");
        return told != null
                ? Path.of(told)
                : Path.of(System.getProperty("moelab.home", ""))
                        .resolve("target")
                        .resolve("corpus");
    }

    /** Returns the messages of all gettext catalogues below a directory, cleaned like the software messages. */
    private static ParallelCorpus catalogues(Path directory, String name, String source, String target)
            throws IOException {
        List<Message> messages = Catalogues.pairs(directory, source, target).stream()
                .map(p -> new Message(name, "", "", 0, p.source(), p.target()))
                .toList();
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(directory + ": has gettext catalogues, but none of " + source + " and "
                    + target + " that hold translations");
        }
        Cleaning cleaning = new Cleaning(messages);
        return split(name, source, target, cleaning.kept()).withTraining(cleaning.otherLengths());
    }

    private static ParallelCorpus split(String name, String source, String target, List<SentencePair> pairs) {
        int heldOut = Math.max(1, Math.min(HELD_OUT, pairs.size() / 10));
        return ParallelCorpus.split(name, source, target, pairs, heldOut, heldOut, SEED);
    }

    /**
     * Returns the corpus with the split that the files define. A part that they lack is split off the training part.
     * Training pairs that share a template with a held-out pair are left out.
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

    /**
     * Returns the training pairs of a split together with its test pairs. Only one held-out part was missing, so the
     * other one that the split made goes back to training.
     */
    private static List<SentencePair> withTest(ParallelCorpus split) {
        return Stream.concat(split.train().stream(), split.test().stream()).toList();
    }
}
