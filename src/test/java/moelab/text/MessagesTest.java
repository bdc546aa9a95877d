package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesTest {
    @TempDir
    private Path directory;

    @Test
    void twinsAreFoundAcrossJarsEncodingsAndBothEnglishNames() throws IOException {
        jar(
                "a-fr-1.2.jar",
                StandardCharsets.ISO_8859_1,
                "p/m_fr.properties",
                "k=Le fichier est cass\u00e9\nonly=Il n'y a rien ici",
                "q/n_fr.properties",
                "k=Ouvrir l''\\u00e9l\\u00e9ment {0}",
                "q/n_fr_CA.properties",
                "k=Autre chose encore ici");
        jar(
                "b-1.2.jar",
                StandardCharsets.UTF_8,
                "p/m.properties",
                "k=The file is broken",
                "p/m_en.properties",
                "k=not this one",
                "q/n_en.properties",
                "k=Open the item {0}");
        assertEquals(
                List.of(
                        new SentencePair("The file is broken", "Le fichier est cass\u00e9"),
                        new SentencePair("Open the item {0}", "Ouvrir l'\u00e9l\u00e9ment {0}")),
                SoftwareMessages.read(directory, "en", "fr").pairs());
        assertEquals(
                List.of(
                        new SentencePair("Le fichier est cass\u00e9", "The file is broken"),
                        new SentencePair("Ouvrir l'\u00e9l\u00e9ment {0}", "Open the item {0}")),
                SoftwareMessages.read(directory, "fr", "en").pairs());
        assertTrue(
                SoftwareMessages.read(directory, "en", "fr")
                        .survey()
                        .contains("a-fr                                2        2"),
                SoftwareMessages.read(directory, "en", "fr").survey());
    }

    @Test
    void regionalNamesAreLanguagesAndAnOwnCountryIsTheLanguage() throws IOException {
        jar(
                "a.jar",
                StandardCharsets.UTF_8,
                "m.properties",
                "k=The file is broken",
                "m_pt_BR.properties",
                "k=O arquivo est\u00e1 quebrado",
                "m_pt.properties",
                "k=O ficheiro est\u00e1 danificado",
                "m_de_DE.properties",
                "k=Die Datei ist kaputt",
                "n.properties",
                "k=One more file here",
                "n_de.properties",
                "k=Noch eine Datei hier",
                "n_de_DE.properties",
                "k=Und noch eine Datei");
        assertEquals("O arquivo est\u00e1 quebrado", only("pt_BR").target());
        assertEquals("O ficheiro est\u00e1 danificado", only("pt").target());
        assertEquals(
                List.of(
                        new SentencePair("The file is broken", "Die Datei ist kaputt"),
                        new SentencePair("One more file here", "Noch eine Datei hier")),
                SoftwareMessages.read(directory, "en", "de").pairs());
    }

    private SentencePair only(String language) throws IOException {
        List<SentencePair> pairs =
                SoftwareMessages.read(directory, "en", language).pairs();
        assertEquals(1, pairs.size(), pairs.toString());
        return pairs.get(0);
    }

    @Test
    void twinsOfALaterDirectoryAreFoundInTheOneBefore() throws IOException {
        jar(
                "a.jar",
                StandardCharsets.UTF_8,
                "m.properties",
                "k=The first file here",
                "n.properties",
                "k=In a.jar it is");
        jar("a-de.jar", StandardCharsets.UTF_8, "m_de.properties", "k=Die erste Datei hier");
        Path more = Files.createDirectory(directory.resolve("more"));
        Jars.write(
                more.resolve("b.jar"),
                StandardCharsets.UTF_8,
                "m.properties",
                "k=The second file here",
                "m_de.properties",
                "k=Die zweite Datei hier");
        Jars.write(more.resolve("n-de.jar"), StandardCharsets.UTF_8, "n_de.properties", "k=Das steht in a.jar");
        assertEquals(
                List.of(
                        new SentencePair("The first file here", "Die erste Datei hier"),
                        new SentencePair("The second file here", "Die zweite Datei hier"),
                        new SentencePair("In a.jar it is", "Das steht in a.jar")),
                SoftwareMessages.read(List.of(directory, more), "en", "de").pairs());
        assertEquals(
                List.of(new SentencePair("The first file here", "Die erste Datei hier")),
                SoftwareMessages.read(directory, "en", "de").pairs(),
                "one directory is read as if there were no other");
    }

    @Test
    void malformedBundleNamesJarEntryAndLine() throws IOException {
        jar("a.jar", StandardCharsets.UTF_8, "m_fr.properties", "a=b\n\nc=\\u00g0", "m.properties", "a=b");
        assertMessage(directory.resolve("a.jar") + "!/m_fr.properties:3: malformed");
    }

    @Test
    void anEmptyInputIsReported() throws IOException {
        assertMessage("no messages in both en and fr in its 0 jars");
        Files.write(directory.resolve("broken.jar"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertMessage(directory.resolve("broken.jar") + ": not a readable jar");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SoftwareMessages.read(directory.resolve("none"), "en", "fr"))
                .getMessage();
        assertTrue(message.contains("no such directory"), message);
    }

    @Test
    void aDamagedJarIsNamedWhateverByteIsDamaged() throws IOException {
        jar("a.jar", StandardCharsets.UTF_8, "m_fr.properties", "a=" + "mot ".repeat(9), "m.properties", "a=b");
        Path jar = directory.resolve("a.jar");
        byte[] sound = Files.readAllBytes(jar);
        int refused = 0;
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x55;
            Files.write(jar, damaged);
            try {
                SoftwareMessages.read(directory, "en", "fr");
            } catch (IllegalArgumentException e) {
                refused++;
                String message = e.getMessage();
                assertTrue(message.startsWith(jar + ": ") || message.startsWith(directory + ": no messages"), message);
            }
        }
        assertTrue(refused > sound.length / 4, refused + " of " + sound.length);
    }

    @Test
    void textIsWhatAUserSees() {
        assertEquals(
                pair("It's {0} & more", "C'est {0} \u00ab plus \u00bb"),
                text("It''s {0,number} &amp; more", "C''est&nbsp;{0} &laquo; plus&#160;\u00bb "));
        assertEquals(
                pair("{0} of {1}", "{1} de {0}"), text("{{user}} of ${realm.name}", "{{realm.name}} de {{ user }}"));
        assertEquals(
                pair("{0} in {1}", "{0} dans {1}"),
                text("{0} in {{place}}", "{0} dans {{place}}"),
                "numbers in use are kept");
        assertEquals(
                pair("{0} {1} {3} {4}", "{4} {2} {0}"),
                text("{name} {1} {other} {last}", "{last} {2} {name}"),
                "every name gets a number that is not in use");
        assertEquals(pair("use {x y}", "prendre {x y}"), text("use '{'x y'}'", "prendre '{'x y'}'"));
        assertEquals(pair("a b c", "d\u00e9j\u00e0 vu"), text("a\n\tb\u00a0\u202fc", "d\u00e9j\u00e0\u00ad vu"));
        assertEquals(
                pair("&unknown; &#1114112;", "x"), text("&unknown; &#1114112;", "x"), "what is no character stays");
    }

    @Test
    void eachRuleRefusesItsOwn() {
        assertNull(rule("Unable to open {0}", "Impossible d'ouvrir {0}"));
        assertNull(rule("a < b and c > d", "a < b et c > d, \u00c2ge"));
        assertEquals(Cleaning.Rule.MACHINE, rule("The whole file", "Tout le fichier (Automatic Translation)"));
        assertEquals(Cleaning.Rule.MARKUP, rule("The <b>whole</b> file", "Tout le fichier"));
        assertEquals(Cleaning.Rule.MARKUP, rule("The whole file", "Tout l&#039 ;autre fichier"));
        assertEquals(Cleaning.Rule.LENGTH, rule("Two words", "Deux mots en tout"));
        assertNull(rule("a".repeat(3).replace("a", "word "), "mot ".repeat(3)));
        assertNull(rule("word ".repeat(25), "mot ".repeat(40)));
        assertEquals(Cleaning.Rule.LENGTH, rule("word ".repeat(26), "mot ".repeat(25)));
        assertEquals(Cleaning.Rule.LENGTH, rule("word ".repeat(25), "mot ".repeat(41)));
        assertEquals(Cleaning.Rule.UNTRANSLATED, rule("Version: {0}", "version : {0}"));
        assertEquals(Cleaning.Rule.PLACEHOLDERS, rule("{0} and {1} and {2}", "{0} et {1} et {2}"));
        assertEquals(Cleaning.Rule.PLACEHOLDERS, rule("The file {0}", "Le fichier {1}"));
        assertEquals(Cleaning.Rule.ENCODING, rule("The service for access", "Le service pour acc\u00c3\u00a9der"));
        assertEquals(Cleaning.Rule.ENCODING, rule("The service for access", "Le service pour acc\ufffdder"));
        assertEquals(Cleaning.Rule.WORDLESS, rule("One two three", "1 2 3"));
        assertEquals(Cleaning.Rule.PROPORTION, rule("One two three", "mot ".repeat(20)));
    }

    @Test
    void theFirstTranslationOfAStringIsKept() {
        Cleaning cleaning = new Cleaning(
                List.of(message("One two three", "Un deux trois"), message("One two three", "Un, deux, trois")));
        assertEquals(List.of(pair("One two three", "Un deux trois")), cleaning.kept());
        assertEquals(1, cleaning.refused().get(Cleaning.Rule.SECOND));
    }

    @Test
    void whatOnlyItsLengthKeepsOutIsToTrainOn() {
        Cleaning cleaning = new Cleaning(List.of(
                message("Delete", "Supprimer"),
                message("One two three", "Un deux trois"),
                message("Delete", "Effacer"),
                message("OK", "ok"),
                message("Save {0}", "Enregistrer {1}"),
                message("Name", "Nom (Automatic Translation)"),
                message("word ".repeat(50), "mot ".repeat(70)),
                message("word ".repeat(51), "mot ".repeat(60)),
                message("word ".repeat(49), "mot ".repeat(71))));
        assertEquals(List.of(pair("One two three", "Un deux trois")), cleaning.kept());
        assertEquals(
                List.of(
                        pair("Delete", "Supprimer"),
                        pair("word ".repeat(50).strip(), "mot ".repeat(70).strip())),
                cleaning.otherLengths());
        assertTrue(cleaning.toString().contains("2 of these"), cleaning.toString());
    }

    private static Cleaning.Rule rule(String source, String target) {
        return Cleaning.firstAgainst(pair(source, target));
    }

    private static SentencePair text(String source, String target) {
        return MessageText.of(message(source, target));
    }

    private static Message message(String source, String target) {
        return new Message("artifact", "m_fr.properties", "key", 1, source, target);
    }

    private static SentencePair pair(String source, String target) {
        return new SentencePair(source, target);
    }

    private void assertMessage(String words) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> SoftwareMessages.read(directory, "en", "fr"))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    private void jar(String name, Charset encoding, String... pathsAndContents) throws IOException {
        Jars.write(directory.resolve(name), encoding, pathsAndContents);
    }
}
