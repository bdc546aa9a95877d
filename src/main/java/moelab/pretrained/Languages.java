package moelab.pretrained;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/**
 * The languages of a multilingual model. Each is an entry of its tokenizer, for example {@code fra_Latn} or
 * {@code __fr__}.
 */
final class Languages {
    private static final int NAMED = 8; // the most languages that a message lists
    private final Map<String, Integer> subwords = new LinkedHashMap<>();

    /** @param tokenizer the contents of a {@code tokenizer.json} */
    Languages(String tokenizer) {
        try {
            for (JsonElement e :
                    JsonParser.parseString(tokenizer).getAsJsonObject().getAsJsonArray("added_tokens")) {
                JsonObject token = e.getAsJsonObject();
                subwords.put(token.get("content").getAsString(), token.get("id").getAsInt());
            }
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new IllegalArgumentException("added_tokens are malformed, expected a list of content and id", e);
        }
    }

    /**
     * Returns the subword that stands for a language.
     *
     * @param name the name in the tokenizer, or a code of two or three letters that only one language matches
     * @param option what an error message calls this argument
     * @throws IllegalArgumentException if no language matches, or more than one
     */
    int subword(String name, String option) {
        for (String exact : List.of(name, "__" + name + "__")) {
            if (subwords.containsKey(exact)) {
                return subwords.get(exact);
            }
        }
        List<String> found = subwords.keySet().stream()
                .filter(s -> s.startsWith(name + "_") || s.startsWith(threeLetters(name) + "_"))
                .toList();
        if (found.size() == 1) {
            return subwords.get(found.get(0));
        }
        List<String> known = found.isEmpty()
                ? subwords.keySet().stream().filter(s -> s.contains("_")).toList()
                : found;
        throw new IllegalArgumentException(option + " is " + name + ", expected one of "
                + String.join(", ", known.subList(0, Math.min(NAMED, known.size())))
                + (known.size() > NAMED ? ", ... (" + known.size() + " in all)" : ""));
    }

    private static String threeLetters(String code) {
        try {
            return code.matches("[a-z]{2}") ? Locale.forLanguageTag(code).getISO3Language() : code;
        } catch (MissingResourceException e) {
            return code;
        }
    }
}
