package moelab.gettext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CataloguesTest {
    private static final String HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: fr\n";
    private static final String PO = """
            # translator's remark
            msgid ""
            msgstr ""
            "Language: fr\\n"
            "Content-Type: text/plain; charset=UTF-8\\n"

            #: main.c:1
            msgid "Open the file"
            msgstr "Ouvrir le fichier"

            #, fuzzy, c-format
            msgid "Close %s"
            msgstr "Fermez-le %s"

            #, c-format
            msgctxt "menu"
            msgid "Close %s"
            msgstr "Fermer "
            "%s\\t\\"\\\\"

            #, fuzzy
            #~ msgid "older"
            #~ msgstr "plus vieux"

            msgid "%d file"
            msgid_plural "%d files"
            msgstr[0] "%d fichier"
            msgstr[1] "%d fichiers"

            msgid "untranslated"
            msgstr ""

            #~ msgid "old"
            #~ msgstr "vieux"
            """;

    @TempDir
    private Path directory;

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> pairs(String source, String target) throws IOException {
        return Catalogues.pairs(directory, source, target).stream()
                .map(p -> p.source() + " = " + p.target())
                .toList();
    }

    /** A compiled catalogue of id and translation in turns, in either byte order. */
    private static byte[] mo(ByteOrder order, Charset charset, String... texts) {
        int count = texts.length / 2;
        ByteBuffer head = ByteBuffer.allocate(20 + 16 * count).order(order);
        head.putInt(0x950412de).putInt(0).putInt(count).putInt(20).putInt(20 + 8 * count);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int half = 0; half < 2; half++) {
            for (int i = half; i < texts.length; i += 2) {
                byte[] text = texts[i].getBytes(charset);
                head.putInt(text.length).putInt(head.capacity() + body.size());
                body.writeBytes(text);
                body.write(0);
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.array());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    @Test
    void contextsPluralsAndContinuedStringsAreReadAndFuzzyOrOldOnesAreNot() throws IOException {
        write("po/fr.po", PO);
        assertTrue(Catalogues.anyBelow(directory));
        assertEquals(
                List.of(
                        "Open the file = Ouvrir le fichier",
                        "Close %s = Fermer %s\t\"\\",
                        "%d file = %d fichier",
                        "%d files = %d fichiers"),
                pairs("en", "fr"));
        assertEquals("Ouvrir le fichier = Open the file", pairs("fr", "en").get(0));
        assertEquals(List.of(), pairs("en", "de"));
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsAreTolerated() throws IOException {
        write("fr.po", "\ufeff" + PO.replace("\n", "\r\n"));
        assertEquals(4, pairs("en", "fr").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void compiledCataloguesAreTheSameInEitherByteOrder(String order) throws IOException {
        byte[] bytes = mo(
                order.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
                StandardCharsets.UTF_8,
                "",
                HEADER,
                "%d file\0%d files",
                "%d fichier\0%d fichiers",
                "menu\u0004Open",
                "Ouvrir \u00e9");
        write("locale/fr/LC_MESSAGES/app.mo", bytes);
        assertEquals(
                List.of("%d file = %d fichier", "%d files = %d fichiers", "Open = Ouvrir \u00e9"), pairs("en", "fr"));
    }

    @Test
    void theCharacterSetIsReadFromTheHeader() throws IOException {
        Charset latin = StandardCharsets.ISO_8859_1;
        String header = HEADER.replace("UTF-8", "ISO-8859-1");
        write("fr/LC_MESSAGES/a.mo", mo(ByteOrder.LITTLE_ENDIAN, latin, "", header, "summer", "\u00e9t\u00e9"));
        write(
                "b.fr.po",
                PO.replace("UTF-8", "ISO-8859-1").replace("Ouvrir", "\u00e9").getBytes(latin));
        assertEquals("summer = \u00e9t\u00e9", pairs("en", "fr").get(4));
        assertEquals("Open the file = \u00e9 le fichier", pairs("en", "fr").get(0));
    }

    @Test
    void twoOtherLanguagesMeetInTheMessagesTheyShare() throws IOException {
        write("fr/LC_MESSAGES/a.mo", mo(ByteOrder.LITTLE_ENDIAN, StandardCharsets.UTF_8, "one", "un", "two", "deux"));
        write("de_DE/LC_MESSAGES/a.mo", mo(ByteOrder.LITTLE_ENDIAN, StandardCharsets.UTF_8, "two", "zwei"));
        write("de/LC_MESSAGES/b.mo", mo(ByteOrder.LITTLE_ENDIAN, StandardCharsets.UTF_8, "one", "eins"));
        assertEquals(List.of("deux = zwei"), pairs("fr", "de"));
    }

    @Test
    void languagesOfOneFormHaveItForThePlural() {
        List<Catalogue.Message> messages = new java.util.ArrayList<>();
        Catalogue.add(messages, "", "a file", "files", List.of("wenjian"));
        Catalogue.add(messages, "", "a day", "days", List.of("den", "dny", "dn\u00ed"));
        assertEquals(
                "files wenjian, a day den, days dn\u00ed",
                messages.stream().map(m -> m.id() + " " + m.translation()).collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "msgid \"a|:1: a string that does not end with its line",
                "msgid \"a\" x|:1: a string that does not end with its line",
                "nonsense|:1: neither a keyword nor a string",
                "\"a\"|:1: a string without a keyword before it"
            })
    void malformedTextIsOneLineWithItsPlace(String text, String why) throws IOException {
        write("fr.po", text);
        String message = assertThrows(IllegalArgumentException.class, () -> pairs("en", "fr"))
                .getMessage();
        assertTrue(message.contains(directory.resolve("fr.po") + why), message);
    }

    @Test
    void malformedCompiledCataloguesAreOneLine() throws IOException {
        byte[] whole = mo(ByteOrder.LITTLE_ENDIAN, StandardCharsets.UTF_8, "", HEADER, "one", "un");
        for (int length = 0; length < whole.length; length++) {
            write("fr/LC_MESSAGES/a.mo", java.util.Arrays.copyOf(whole, length));
            if (length < whole.length - 1) { // the last byte is the zero behind the last text
                String message = assertThrows(IllegalArgumentException.class, () -> pairs("en", "fr"))
                        .getMessage();
                assertTrue(message.contains("a.mo: "), message);
                assertEquals(1, message.lines().count());
            }
        }
        byte[] wild = whole.clone();
        ByteBuffer.wrap(wild).order(ByteOrder.LITTLE_ENDIAN).putInt(8, Integer.MAX_VALUE);
        write("fr/LC_MESSAGES/a.mo", wild);
        assertThrows(IllegalArgumentException.class, () -> pairs("en", "fr"));
        assertFalse(Catalogues.anyBelow(Files.createDirectory(directory.resolve("empty"))));
    }
}
