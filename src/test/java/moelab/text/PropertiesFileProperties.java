package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PropertiesFileProperties {
    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                        "a",
                        "key",
                        "=",
                        ":",
                        " ",
                        "\t",
                        "\f",
                        "\n",
                        "\r",
                        "\r\n",
                        "\\",
                        "\\\n",
                        "\\\r\n",
                        "#",
                        "!",
                        "\\u00e9",
                        "\\t",
                        "\\n",
                        "\\:",
                        "\\\\",
                        "{0}",
                        "''",
                        "\u00e9",
                        "\ud83d\ude00",
                        "value")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    /** The reader of the JDK is the reference; what it calls malformed is malformed here too, with a line. */
    @Property(tries = 3000)
    void readsWhatTheJdkReads(@ForAll("files") String file) throws IOException {
        Properties expected = new Properties();
        try {
            expected.load(new StringReader(file));
        } catch (IllegalArgumentException e) {
            assertThrows(IllegalArgumentException.class, () -> PropertiesFile.parse("f", file));
            return;
        }
        Map<String, String> read = new LinkedHashMap<>();
        PropertiesFile.parse("f", file).forEach(e -> read.put(e.key(), e.value()));
        assertEquals(expected, read);
    }

    @Example
    void aLoneBackslashBeforeTheLastLineEndIsOneEntry() {
        assertEquals(List.of(new PropertiesFile.Entry("", "", 1)), PropertiesFile.parse("f", "\\\n"));
        assertEquals(List.of(), PropertiesFile.parse("f", "\\\n "));
    }

    @Example
    void entriesKnowTheirLines() {
        List<PropertiesFile.Entry> entries =
                PropertiesFile.parse("f", "# comment\r\n\r\none = 1\rtwo=2 \\\n   and more\n!x\nthree:3");
        assertEquals(
                List.of(
                        new PropertiesFile.Entry("one", "1", 3),
                        new PropertiesFile.Entry("two", "2 and more", 4),
                        new PropertiesFile.Entry("three", "3", 7)),
                entries);
    }

    @Example
    void malformedEscapeNamesFileAndLine() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PropertiesFile.parse("x.jar!/m_fr.properties", "a=b\nc=\\u12x4"))
                .getMessage();
        assertTrue(message.startsWith("x.jar!/m_fr.properties:2: malformed \\u escape"), message);
    }

    @Example
    void utf8IsTriedFirstThenLatin1() {
        String text = "a=\u00e9t\u00e9 \u00ab";
        assertEquals(
                "\u00e9t\u00e9 \u00ab",
                PropertiesFile.parse("f", text.getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .value());
        assertEquals(
                "\u00e9t\u00e9 \u00ab",
                PropertiesFile.parse("f", text.getBytes(StandardCharsets.ISO_8859_1))
                        .get(0)
                        .value());
        assertEquals(
                "a",
                PropertiesFile.parse("f", "\ufeffa=1".getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .key());
    }
}
