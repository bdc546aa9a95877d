package moelab.translation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moelab.text.subword.Vocabulary;

/**
 * A segment of a line on its way through the model, with the parts of it that must not change.
 *
 * <p>The model knows the placeholders {@code {0}} to {@code {9}} from training. Protected parts are therefore replaced
 * by placeholders, numbered from 0 in each segment, and put back into the translation. A translation that loses,
 * repeats or changes one of them is rejected, and the text between the protected parts is then translated piece by
 * piece and put together in the order of the source. If even that changes one, the segment stays as it was.
 */
final class ProtectedSegment {
    private static final int MOST = 10; // placeholders that the vocabulary has
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final Pattern STAND_IN = Pattern.compile(String.valueOf(ProtectedText.STAND_IN));

    private final ProtectedText source;
    private final boolean insideWord;
    private final Known known;
    private String translation; // null: none yet

    private ProtectedSegment(ProtectedText source, boolean insideWord, Known known) {
        this.source = source;
        this.insideWord = insideWord;
        this.known = known;
        this.translation = hasWords(source.text()) ? null : restored(source.text());
    }

    /** Returns the segments of a line, each of which is short enough for the model. */
    static List<ProtectedSegment> of(ProtectedText protectedLine, Known known, Vocabulary vocabulary, int longest) {
        Iterator<String> parts = protectedLine.parts().iterator();
        List<ProtectedSegment> segments = new ArrayList<>();
        for (Segments.Segment segment : Segments.of(protectedLine.text(), vocabulary, longest)) {
            List<String> own = new ArrayList<>();
            STAND_IN.matcher(segment.text()).results().forEach(r -> own.add(parts.next()));
            segments.add(new ProtectedSegment(new ProtectedText(segment.text(), own), segment.insideWord(), known));
        }
        return segments;
    }

    private static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    /** Returns whether the model can be given the segment as a whole. */
    boolean fitsTheModel() {
        return translation == null && source.parts().size() <= MOST;
    }

    /** Returns the segment with a numbered placeholder for each protected part, as the model reads it. */
    String numbered() {
        StringBuilder numbered = new StringBuilder();
        int next = 0;
        for (char c : source.text().toCharArray()) {
            numbered.append(c == ProtectedText.STAND_IN ? "{" + next++ + "}" : String.valueOf(c));
        }
        return numbered.toString();
    }

    /** Takes the model's translation of {@link #numbered()} if every protected part comes out of it exactly once. */
    void offer(String written) {
        Matcher placeholders = PLACEHOLDER.matcher(written);
        int[] seen = new int[MOST];
        while (placeholders.find()) {
            seen[placeholders.group(1).charAt(0) - '0']++;
        }
        for (int p = 0; p < MOST; p++) {
            if (seen[p] != (p < source.parts().size() ? 1 : 0)) {
                return;
            }
        }
        String candidate = placeholders
                .reset()
                .replaceAll(r ->
                        Matcher.quoteReplacement(source.parts().get(r.group(1).charAt(0) - '0')));
        if (source.keptBy(candidate, known)) {
            translation = candidate;
        }
    }

    /** Returns whether there is a translation. */
    boolean done() {
        return translation != null;
    }

    /**
     * Returns the words between the protected parts, as the model reads them when {@link #offer} has rejected its
     * translation.
     */
    List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (String piece : STAND_IN.split(source.text(), -1)) {
            if (hasWords(piece)) {
                pieces.add(piece.strip());
            }
        }
        return pieces;
    }

    /** Puts the segment together from the translations of its {@link #pieces}, which are taken from the iterator. */
    void offerPieces(Iterator<String> translated) {
        List<String> around = new ArrayList<>();
        for (String piece : STAND_IN.split(source.text(), -1)) {
            around.add(hasWords(piece) ? inPlaceOf(piece, translated.next()) : piece);
        }
        String candidate = restored(String.join(String.valueOf(ProtectedText.STAND_IN), around));
        translation = source.keptBy(candidate, known) ? candidate : restored(source.text());
    }

    /** Returns a piece's translation with the white space around the piece; the piece if it has protected parts. */
    private String inPlaceOf(String piece, String written) {
        if (!source.addsNothing(ProtectedText.of(written, known).parts(), known)) {
            return piece;
        }
        String words = piece.strip();
        int begin = piece.indexOf(words);
        return piece.substring(0, begin) + written + piece.substring(begin + words.length());
    }

    /** Returns the text with its stand-ins replaced by what they stand for. */
    private String restored(String withStandIns) {
        Iterator<String> next = source.parts().iterator();
        return STAND_IN.matcher(withStandIns).replaceAll(r -> Matcher.quoteReplacement(next.next()));
    }

    /** Returns whether the segment goes on with the word that the one before it ended in. */
    boolean insideWord() {
        return insideWord;
    }

    /** Returns the translation, one line. */
    String translation() {
        return translation;
    }
}
