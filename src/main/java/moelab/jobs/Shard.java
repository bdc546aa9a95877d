package moelab.jobs;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
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
     * Returns the shards of a file: each has this many lines, except perhaps the last. The text itself is not kept in
     * memory.
     *
     * @throws IllegalArgumentException if the file is empty
     */
    public static List<Shard> of(Path file, int lines) throws IOException {
        List<Shard> shards = new ArrayList<>();
        long from = 0;
        long at = 0;
        int counted = 0;
        try (InputStream in = new BufferedInputStream(InputFile.open(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                at++;
                if (next == '\n' && ++counted == lines) {
                    shards.add(new Shard(from, at));
                    from = at;
                    counted = 0;
                }
            }
        }
        if (at > from) {
            shards.add(new Shard(from, at));
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
            try {
                String[] fields = JSON.fromJson(line, String[].class);
                pairs.add(new SentencePair(fields[0], fields[1], fields[2]));
            } catch (JsonSyntaxException e) {
                throw new IllegalArgumentException(file + ": is not a file of sentence pairs", e);
            }
        }
        return pairs;
    }

    private List<String> lines(Path file) throws IOException {
        byte[] bytes;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            bytes = new byte[Math.toIntExact(Math.min(to, in.length()) - from)];
            in.seek(from);
            in.readFully(bytes);
        }
        try (TextLines lines = new TextLines(new ByteArrayInputStream(bytes), file + ", from byte " + from)) {
            return lines.rest();
        }
    }
}
