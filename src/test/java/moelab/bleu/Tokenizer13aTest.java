package moelab.bleu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Tokenizer13aTest {

    @Example
    void punctuationStandsAloneExceptInNumbersAndWords() {
        assertTokens("Hello , world !", "Hello, world!");
        assertTokens("1,000.5 files , 3.14 .", "1,000.5 files, 3.14.");
        assertTokens("it's well-known 3 - 4 a- b", "it's well-known 3-4 a- b");
        assertTokens("{ 0 } ( a / b ) : \" x \" = $ 5 & # 9 ;", "{0} (a/b): \"x\" = $5 &#9;");
        assertTokens("l'été « à » 10 % … –", "l'été « à » 10 % … –");
    }

    @Example
    void entitiesAreUndoneOnceAndInOrder() {
        assertTokens("\" & < >", "&quot; &amp; &lt; &gt;");
        assertTokens("<", "&amp;lt;"); // &amp; before &lt;
        assertTokens("& amp ; quot ;", "&amp;amp;quot;"); // what one rule makes, an earlier one does not see
        assertTokens("ab", "a<skipped>b");
    }

    @Example
    void newLinesInsideASentenceJoinWordsAfterADash() {
        assertTokens("inter national a b", "inter national\na\nb");
        assertTokens("international", "inter-\nnational");
        assertTokens("end-", "end-\n"); // the new line at the end is no part of the sentence
    }

    @Example
    void aMatchTakesItsNeighborAway() {
        assertTokens("a . . .", "a...");
        assertTokens("1 . . 2", "1..2");
        assertTokens(". . , 5", "..,5");
        assertTokens("5 - -", "5--");
    }

    @Example
    void whiteSpaceIsWhatPythonTakesForIt() {
        StringBuilder spaces = new StringBuilder();
        for (int c = 0; c < 0x10000; c++) {
            if (!Character.isSurrogate((char) c)
                    && Tokenizer13a.tokenize("a" + (char) c + "b").equals(List.of("a", "b"))) {
                spaces.append(Integer.toHexString(c)).append(' ');
            }
        }
        // Python: [c for c in range(0x10000) if chr(c).isspace()]
        assertEquals(
                "9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a 2028 "
                        + "2029 202f 205f 3000 ",
                spaces.toString());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "Z",
                        "é",
                        "\uD83D\uDE00",
                        "0",
                        "7",
                        ".",
                        ",",
                        "-",
                        "'",
                        "/",
                        ":",
                        "&",
                        "&lt;",
                        "&amp;",
                        "<skipped>",
                        " ",
                        "\n",
                        "\u00a0",
                        "(",
                        "~",
                        "`",
                        "_",
                        "\u200b")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    /** The rules once more, without regular expressions. */
    @Property(tries = 2000)
    void tokensAreThoseOfAScanCharacterByCharacter(@ForAll("texts") String text) {
        String s = text;
        while (!s.isEmpty() && " \n\u00a0".indexOf(s.charAt(s.length() - 1)) >= 0) {
            s = s.substring(0, s.length() - 1);
        }
        for (String[] rule : new String[][] {
            {"<skipped>", ""}, {"-\n", ""}, {"\n", " "}, {"&quot;", "\""}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}
        }) {
            s = String.join(rule[1], Arrays.asList(s.split(java.util.regex.Pattern.quote(rule[0]), -1)));
        }
        StringBuilder a = new StringBuilder(" ");
        for (char c : s.toCharArray()) {
            boolean mark = c >= ' ' && c <= '~' && !Character.isLetterOrDigit(c) && "'-.,".indexOf(c) < 0;
            a.append(mark ? " " + c + " " : String.valueOf(c));
        }
        String b = pairs(a + " ", (x, y) -> !digit(x) && (y == '.' || y == ','), (x, y) -> x + " " + y + " ");
        String c = pairs(b, (x, y) -> (x == '.' || x == ',') && !digit(y), (x, y) -> " " + x + " " + y);
        String d = pairs(c, (x, y) -> digit(x) && y == '-', (x, y) -> x + " " + y + " ");
        List<String> tokens =
                new ArrayList<>(Arrays.asList(d.replace('\u00a0', ' ').split(" +")));
        tokens.remove("");
        assertEquals(tokens, Tokenizer13a.tokenize(text));
    }

    private interface Match {
        boolean matches(int x, int y);
    }

    private interface Replacement {
        String of(String x, String y);
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Replaces pairs of characters from left to right; both are used up by a match. */
    private static String pairs(String s, Match match, Replacement replacement) {
        int[] c = s.codePoints().toArray();
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < c.length; i++) {
            if (i + 1 < c.length && match.matches(c[i], c[i + 1])) {
                result.append(replacement.of(Character.toString(c[i]), Character.toString(c[i + 1])));
                i++;
            } else {
                result.appendCodePoint(c[i]);
            }
        }
        return result.toString();
    }

    private static void assertTokens(String expected, String text) {
        assertEquals(List.of(expected.split(" ")), Tokenizer13a.tokenize(text));
    }
}
