package moelab.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import moelab.text.subword.Vocabulary;

/**
 * Cuts a line of too many subwords into its sentences, and a sentence that is still too long where the last clause ends
 * that fits, else the last word. A word too long by itself is cut between characters.
 */
final class Segments {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern SENTENCE_END =
            Pattern.compile(".*[.!?\u2026\u3002\uff01\uff1f][\"'\u00bb\u201d)\\]]*", Pattern.DOTALL);
    private static final Pattern CLAUSE_END = Pattern.compile(".*[,;:\u2013\u2014\u3001\uff0c)\\]]", Pattern.DOTALL);

    /** What looks like the end of a sentence within fewer subwords may be an abbreviation. */
    private static final int SHORTEST = 8;

    private final Vocabulary vocabulary;
    private final int longest;
    private final List<Segment> done = new ArrayList<>();
    private final List<Part> open = new ArrayList<>(); // words of the segment being filled
    private int subwords; // their subwords

    /**
     * Part of a line.
     *
     * @param text no white space at its ends
     * @param insideWord whether it goes on with the word the segment before ended in
     */
    record Segment(String text, boolean insideWord) {}

    private record Part(String text, int subwords, boolean insideWord) {}

    private Segments(Vocabulary vocabulary, int longest) {
        this.vocabulary = vocabulary;
        this.longest = longest;
    }

    /** Returns the segments of a line; none if it is blank, one if it is short enough. */
    static List<Segment> of(String line, Vocabulary vocabulary, int longest) {
        String text = SPACES.matcher(line).replaceAll(" ").strip();
        if (text.isEmpty()) {
            return List.of();
        }
        if (vocabulary.encode(text).length <= longest) {
            return List.of(new Segment(text, false));
        }
        Segments segments = new Segments(vocabulary, longest);
        for (String word : text.split(" ")) {
            segments.add(word, false);
        }
        segments.close(segments.open.size());
        return segments.done;
    }

    private void add(String word, boolean insideWord) {
        // it may come first or not
        int needed = Math.max(vocabulary.encode(word).length, vocabulary.encode(" " + word).length);
        int characters = word.codePointCount(0, word.length());
        if (needed > longest && characters > 1) {
            int middle = word.offsetByCodePoints(0, characters / 2);
            add(word.substring(0, middle), insideWord);
            add(word.substring(middle), true);
            return;
        }
        while (subwords + needed > longest && !open.isEmpty()) {
            close(clauseEnd());
        }
        open.add(new Part(word, needed, insideWord));
        subwords += needed;
        if (subwords >= SHORTEST && SENTENCE_END.matcher(word).matches()) {
            close(open.size());
        }
    }

    /** Returns the number of open words after which the segment should end. */
    private int clauseEnd() {
        for (int n = open.size(); n > open.size() / 4; n--) {
            if (CLAUSE_END.matcher(open.get(n - 1).text).matches()) {
                return n;
            }
        }
        return open.size();
    }

    private void close(int words) {
        if (words == 0) {
            return;
        }
        StringBuilder text = new StringBuilder();
        List<Part> closed = open.subList(0, words);
        boolean insideWord = closed.get(0).insideWord;
        for (Part part : closed) {
            text.append(text.isEmpty() || part.insideWord ? "" : " ").append(part.text);
            subwords -= part.subwords;
        }
        closed.clear();
        done.add(new Segment(text.toString(), insideWord));
    }
}
