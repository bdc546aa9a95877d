package moelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import moelab.files.FileRoles;

/** The files of a corpus, so that no command overwrites the text it reads. */
public final class CorpusFiles {
    /** What the help says of the option {@code --corpus}. */
    public static final String DESCRIPTION = "directory of Moses pairs or of gettext catalogues, or tab-separated file"
            + " (default: the software messages)";

    private CorpusFiles() {}

    /**
     * Returns the roles of a corpus's files.
     *
     * @param corpus directory of Moses pairs, tab-separated file, or null
     * @param pair languages, for example {@code en-fr}
     */
    public static FileRoles of(Path corpus, String pair) {
        FileRoles roles = new FileRoles();
        if (corpus == null || !Files.isDirectory(corpus)) {
            return roles.reads("--corpus", corpus);
        }
        try (Stream<Path> files = Files.list(corpus)) {
            files.filter(f -> isText(f.getFileName().toString(), pair))
                    .forEach(f -> roles.reads("a file of --corpus", f));
        } catch (IOException e) {
            return roles; // reading the corpus will say why
        }
        return roles;
    }

    private static boolean isText(String name, String pair) {
        String plain = name.replaceFirst("\\.gz$", "");
        return Stream.of(pair.split("-")).anyMatch(language -> plain.endsWith("." + language));
    }
}
