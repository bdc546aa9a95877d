package moelab.jobs;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moelab.files.InputFile;
import moelab.files.TextLines;
import moelab.files.WholeFile;
import moelab.text.SentencePair;

/**
 * A part of a file of sentences: some consecutive lines. A task reads only the bytes of its shard, so the file may be
 * larger than the memory of any machine.
 *
 * <p>The file is either plain text, one source sentence per line, or pairs, one JSON array of source, target and
 * language per line.
 *
 * @param from first byte
 * @param to byte after the last one; the shard ends with the file if that is earlier
 */
public record Shard(long from, long to) implements Serializable {
    private static final Gson JSON = new Gson();
    private static final int FIELDS = 3; // of a pair

    /** Returns the shard that is a whole file. */
    public static Shard whole() {
        return new Shard(0, Long.MAX_VALUE);
    }

    /** Writes pairs to a file, one JSON array per line. */
    public static void write(List<SentencePair> pairs, Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (SentencePair p : pairs) {
            lines.append(JSON.toJson(List.of(p.source(), p.target(), p.language())))
                    .append('\n');
        }
        WholeFile.write(file, lines.toString());
    }

    /**
     * Returns the shards of a file: each has this many sentences or pairs, except perhaps the last. Blank lines do not
     * count. The text itself is not kept in memory.
     *
     * @throws IllegalArgumentException if the file has no sentence, is a directory or is not UTF-8
     */
    public static List<Shard> of(Path file, int sentences) throws IOException {
        List<Shard> shards = new ArrayList<>();
        InputFile.requireFile(file);
        // not InputFile.open: a byte order mark counts among the bytes of a shard
        try (TextLines lines = new TextLines(Files.newInputStream(file), file.toString())) {
            long from = 0;
            int counted = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                counted += line.isBlank() ? 0 : 1;
                if (counted == sentences) {
                    shards.add(new Shard(from, lines.position()));
                    from = lines.position();
                    counted = 0;
                }
            }
            if (counted > 0) {
                shards.add(new Shard(from, lines.position()));
            }
        }
        if (shards.isEmpty()) {
            throw new IllegalArgumentException(file + ": is empty, expected one sentence per line");
        }
        return shards;
    }

    /** Returns the sentences of this shard of plain text, without blank lines. */
    public List<String> sentences(Path file) throws IOException {
        return lines(file).stream().filter(line -> !line.isBlank()).toList();
    }

    /** Returns the pairs of this shard of a file that {@link #write} wrote. */
    public List<SentencePair> pairs(Path file) throws IOException {
        List<SentencePair> pairs = new ArrayList<>();
        for (String line : lines(file)) {
            String[] fields = fields(line);
            if (fields == null
                    || fields.length != FIELDS
                    || Arrays.asList(fields).contains(null)) {
                throw new IllegalArgumentException(file + ": is not a file of sentence pairs, expected an array of "
                        + "source, target and language on each line");
            }
            pairs.add(new SentencePair(fields[0], fields[1], fields[2]));
        }
        return pairs;
    }

    /** Returns the strings of a JSON array, or null if the line is not one. */
    private static String[] fields(String line) {
        try {
            return JSON.fromJson(line, String[].class);
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    private List<String> lines(Path file) throws IOException {
        byte[] bytes;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            bytes = new byte[Math.toIntExact(Math.min(to, in.length()) - from)];
            in.seek(from);
            in.readFully(bytes);
        }
        try (TextLines lines = new TextLines(new ByteArrayInputStream(bytes), file + ", from byte " + from, from)) {
            return lines.rest();
        }
    }
}
