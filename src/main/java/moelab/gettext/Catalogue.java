package moelab.gettext;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The translated messages of one catalogue.
 *
 * @param language the language that its header names, for example {@code fr} or {@code pt_BR}; empty if it names none
 * @param messages its translated messages, in file order; a message with a plural counts as two
 */
record Catalogue(String language, List<Message> messages) {
    private static final Pattern LANGUAGE = Pattern.compile("(?mi)^Language:[ \t]*([A-Za-z_@.-]*)");
    private static final Pattern CHARSET = Pattern.compile("(?mi)^Content-Type:.*charset=([^\\s;]+)");

    Catalogue {
        messages = List.copyOf(messages);
    }

    /**
     * A translated message.
     *
     * @param context what distinguishes it from messages of the same text, or an empty text
     * @param id the text in the source code
     * @param translation the text in the catalogue's language
     */
    record Message(String context, String id, String translation) {}

    /** Returns the language that a header names, or an empty text. */
    static String language(String header) {
        Matcher m = LANGUAGE.matcher(header);
        return m.find() ? m.group(1) : "";
    }

    /**
     * Returns the character set that a header names; UTF-8 if it names none, or still has the placeholder of a
     * template.
     *
     * @throws IllegalArgumentException if Java does not know the character set
     */
    static Charset charset(String header) {
        Matcher m = CHARSET.matcher(header);
        if (!m.find() || m.group(1).equals("CHARSET")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(m.group(1).strip());
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            throw new IllegalArgumentException("character set " + m.group(1) + " is unknown", e);
        }
    }

    /**
     * Adds a message with its translations: the singular with the first form, the plural with the last. The only form
     * of a language without plurals is added for the plural. Forms between the first and the last have no English
     * counterpart and are left out.
     *
     * @param plural the plural in the source code, or null if there is none
     */
    static void add(List<Message> messages, String context, String id, String plural, List<String> forms) {
        if (plural == null) {
            addOne(messages, context, id, forms.isEmpty() ? "" : forms.get(0));
        } else if (!forms.isEmpty()) {
            if (forms.size() > 1) {
                addOne(messages, context, id, forms.get(0));
            }
            addOne(messages, context, plural, forms.get(forms.size() - 1));
        }
    }

    private static void addOne(List<Message> messages, String context, String id, String translation) {
        if (!id.isBlank() && !translation.isBlank()) {
            messages.add(new Message(context, id, translation));
        }
    }
}
