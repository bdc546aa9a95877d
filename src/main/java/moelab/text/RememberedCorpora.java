package moelab.text;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Corpora that were read from directories of jars, kept as long as there is memory to spare. Reading the software
 * messages takes a second or more, and at a prompt the same ones are asked for again and again.
 */
final class RememberedCorpora {
    private static final Map<List<Object>, Kept> READ = new ConcurrentHashMap<>(); // by directories and pair

    /** A corpus and the files that it was read from. */
    private record Kept(List<String> files, SoftReference<ParallelCorpus> corpus) {}

    /** Reads a corpus. */
    interface Reader {
        ParallelCorpus read() throws IOException;
    }

    private RememberedCorpora() {}

    /**
     * Returns a corpus, from memory if it was read before and no file of its directories has changed since.
     *
     * @param directories the files in these are what it is read from; one that does not exist has none
     * @param pair its languages
     */
    static ParallelCorpus of(List<Path> directories, String pair, Reader reader) throws IOException {
        List<Object> asked = List.of(directories, pair);
        List<String> files = files(directories);
        Kept kept = READ.get(asked);
        ParallelCorpus corpus = kept == null || !kept.files.equals(files) ? null : kept.corpus.get();
        if (corpus == null) {
            corpus = reader.read();
            READ.put(asked, new Kept(files, new SoftReference<>(corpus)));
        }
        return corpus;
    }

    /** Returns the files of some directories, each with its size and the time of its last change. */
    private static List<String> files(List<Path> directories) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory.toAbsolutePath())) {
                    for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                        all.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                    }
                }
            }
        }
        return all;
    }
}
