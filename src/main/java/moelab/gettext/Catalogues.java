package moelab.gettext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds all catalogues below a directory, for example {@code /usr/share/locale}, and returns their messages as pairs of
 * texts in two languages.
 *
 * <p>A catalogue's language is the directory above {@code LC_MESSAGES} (or another category), or else the language in
 * its file name, or else the one that its header names. The texts in the source code count as English. A pair of two
 * other languages consists of the translations of the same message in catalogues of the same name.
 */
public final class Catalogues {
    private static final String ENGLISH = "en";
    private static final int DEPTH = 8; // levels of directories that are searched

    private Catalogues() {}

    /**
     * A text and its translation.
     *
     * @param source text in the source language
     * @param target text in the target language
     */
    public record Pair(String source, String target) {}

    /** Identifies a message: the name of its catalogue, its context, and its text in the source code. */
    private record Key(String name, String context, String id) {}

    /** Returns whether there are catalogues below a directory. */
    public static boolean anyBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, DEPTH)) {
            return files.anyMatch(Catalogues::isCatalogue);
        }
    }

    private static boolean isCatalogue(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return (name.endsWith(".po") || name.endsWith(".mo")) && Files.isRegularFile(file);
    }

    /**
     * Returns the pairs of two languages, in the order of the files' paths.
     *
     * @param source language code, for example {@code en}
     * @param target language code, for example {@code fr}
     * @throws IllegalArgumentException if a catalogue of these languages is malformed; the message names the file
     */
    public static List<Pair> pairs(Path directory, String source, String target) throws IOException {
        Map<Key, String> sources = texts(directory, source);
        Map<Key, String> targets = texts(directory, target);
        List<Pair> pairs = new ArrayList<>();
        Map<Key, String> keys = source.equals(ENGLISH) ? targets : sources;
        for (Key key : keys.keySet()) {
            String from = source.equals(ENGLISH) ? key.id() : sources.get(key);
            String to = target.equals(ENGLISH) ? key.id() : targets.get(key);
            if (from != null && to != null) {
                pairs.add(new Pair(from, to));
            }
        }
        return pairs;
    }

    private static Map<Key, String> texts(Path directory, String language) throws IOException {
        Map<Key, String> texts = new LinkedHashMap<>();
        if (language.equals(ENGLISH)) {
            return texts; // English texts are the messages themselves
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory, DEPTH)) {
            files = all.filter(Catalogues::isCatalogue)
                    .filter(f -> mayBe(f, language))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            Catalogue catalogue = name.endsWith(".mo") ? MoFile.read(file) : PoFile.read(file);
            String stem = name.substring(0, name.length() - 3);
            String said = languageOf(file);
            if (isLanguage(said.isEmpty() ? catalogue.language() : said, language)) {
                String domain = isLanguage(stem, language) ? "" : stem;
                catalogue
                        .messages()
                        .forEach(m -> texts.putIfAbsent(new Key(domain, m.context(), m.id()), m.translation()));
            }
        }
        return texts;
    }

    /** Returns whether a file may hold this language, as far as its path says. */
    private static boolean mayBe(Path file, String language) {
        String said = languageOf(file);
        return said.isEmpty() || isLanguage(said, language);
    }

    /**
     * Returns the language that a path names, as in {@code fr/LC_MESSAGES/x.mo}, {@code fr.po} or {@code x.fr.po}, or
     * an empty text.
     */
    private static String languageOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent.getNameCount() > 1 && parent.getFileName().toString().startsWith("LC_")) {
            return parent.getParent().getFileName().toString();
        }
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - 3);
        String last = stem.substring(stem.lastIndexOf('.') + 1);
        return last.matches("[a-z]{2,3}([_@][A-Za-z]+)*")
                        && (last.length() < stem.length() || last.length() == 2 || last.contains("_"))
                ? last
                : "";
    }

    /** Returns whether a locale, for example {@code fr_CA.UTF-8}, belongs to a language. */
    private static boolean isLanguage(String locale, String language) {
        return locale.equals(language) || locale.split("[_.@-]", 2)[0].equals(language);
    }
}
