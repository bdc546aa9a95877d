package moelab.gettext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moelab.files.InputFile;

/**
 * Reads catalogues in the text format that translators edit.
 *
 * <pre>
 *   #, fuzzy                       flags; a fuzzy translation is a guess and is left out
 *   msgctxt "menu"
 *   msgid "%d file"
 *   msgid_plural "%d files"
 *   msgstr[0] "%d fichier"
 *   msgstr[1] ""                   strings on lines of their own are appended
 *   "%d fichiers"
 *   #~ msgid "old"                 obsolete messages are comments
 * </pre>
 */
final class PoFile {
    private static final Pattern KEYWORD =
            Pattern.compile("(msgctxt|msgid|msgid_plural|msgstr)(?:\\[(\\d{1,2})\\])?\\s*(\".*)");

    private final List<Catalogue.Message> messages = new ArrayList<>();
    private String header = "";
    private int line;

    // the message being read
    private StringBuilder context;
    private StringBuilder id;
    private StringBuilder plural;
    private final TreeMap<Integer, StringBuilder> forms = new TreeMap<>();
    private StringBuilder open; // the string to which a string on a line of its own is appended
    private boolean fuzzy;

    private PoFile() {}

    /**
     * Returns the catalogue in a file.
     *
     * @throws IllegalArgumentException if it is malformed; the message names file and line
     */
    static Catalogue read(Path file) throws IOException {
        byte[] bytes = InputFile.bytes(file);
        PoFile po = new PoFile();
        try {
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            var charset = Catalogue.charset(raw.replace("\\n\"", "").replace("\"", ""));
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            po.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    file + ": its text is not in the character set that it names, expected a .po file of gettext", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ":" + Math.max(1, po.line) + ": " + e.getMessage() + ", expected a .po file of gettext", e);
        }
        return new Catalogue(Catalogue.language(po.header), po.messages);
    }

    private void parse(String text) {
        for (String raw : text.split("\r?\n", -1)) {
            line++;
            String s = raw.strip();
            if (s.startsWith("#")) {
                comment(s);
            } else if (s.startsWith("\"")) {
                if (open == null) {
                    throw new IllegalArgumentException("a string without a keyword before it");
                }
                open.append(unquoted(s));
            } else if (!s.isEmpty()) {
                keyword(s);
            }
        }
        finish();
    }

    private void comment(String s) {
        if (!forms.isEmpty()) {
            finish();
        }
        if (s.startsWith("#~")) {
            fuzzy = false; // the flags before an obsolete message are its own
        } else if (s.startsWith("#,")) {
            fuzzy |= List.of(s.substring(2).split("[,\\s]+")).contains("fuzzy");
        }
    }

    private void keyword(String s) {
        Matcher m = KEYWORD.matcher(s);
        if (!m.matches()) {
            throw new IllegalArgumentException("neither a keyword nor a string");
        }
        String word = m.group(1);
        if (!word.equals("msgstr") && !forms.isEmpty()) {
            finish();
        }
        open = new StringBuilder(unquoted(m.group(3)));
        switch (word) {
            case "msgctxt" -> context = open;
            case "msgid" -> id = open;
            case "msgid_plural" -> plural = open;
            default -> forms.put(m.group(2) == null ? 0 : Integer.parseInt(m.group(2)), open);
        }
    }

    private void finish() {
        if (id != null && !forms.isEmpty()) {
            List<String> translations =
                    forms.values().stream().map(StringBuilder::toString).toList();
            if (id.isEmpty() && context == null) {
                header = translations.get(0);
            } else if (!fuzzy) {
                Catalogue.add(
                        messages,
                        context == null ? "" : context.toString(),
                        id.toString(),
                        plural == null ? null : plural.toString(),
                        translations);
            }
        }
        context = null;
        id = null;
        plural = null;
        open = null;
        forms.clear();
        fuzzy = false;
    }

    /** Returns the content of a quoted string, with its escapes replaced. */
    private static String unquoted(String s) {
        StringBuilder text = new StringBuilder();
        int i = 1;
        for (; i < s.length() && s.charAt(i) != '"'; i++) {
            char c = s.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (++i < s.length()) {
                c = s.charAt(i);
                text.append(
                        switch (c) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> c;
                        });
            }
        }
        if (i != s.length() - 1) {
            throw new IllegalArgumentException("a string that does not end with its line");
        }
        return text.toString();
    }
}
