package moelab.files;

/** Quotes text from a user's file or command line for a message: on one line, and not too long. */
public final class Quoted {
    private static final int LONGEST = 80; // characters

    private Quoted() {}

    /** Returns the text in single quotes, cut after 80 characters, with control characters as escapes. */
    public static String of(String text) {
        int end = Math.min(LONGEST, text.length());
        boolean cut = end < text.length();
        if (cut && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return "'" + escaped(text.substring(0, end)) + (cut ? "..." : "") + "'";
    }

    /**
     * Returns the text with characters that a terminal would interpret or not show replaced by escapes: control and
     * format characters, line and paragraph separators, and unpaired surrogates.
     */
    public static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\t' -> shown.append("\\t");
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                default -> {
                    switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.SURROGATE,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR ->
                            shown.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                        default -> shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.toString();
    }
}
