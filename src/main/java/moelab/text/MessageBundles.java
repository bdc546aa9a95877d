package moelab.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads resource bundles from jars. Every {@code NAME_fr.properties} is matched with its twin in the other language,
 * and texts with the same key form a pair.
 *
 * <p>The twin may be in another jar. In English, the language in which most programs are written, the twin is
 * {@code NAME.properties}, completed by {@code NAME_en.properties}; in any other language it is
 * {@code NAME_xx.properties} alone. Jars are read in the order of their names and bundles in the order of their paths,
 * so that the result does not depend on the file system.
 *
 * <p>A language may be written with its home country: {@code NAME_de_DE.properties} is read if there is no
 * {@code NAME_de.properties}. The variant of another country ({@code pt_BR}) counts as a language of its own.
 */
final class MessageBundles implements AutoCloseable {
    private final Map<String, ZipFile> jars = new TreeMap<>(); // by name
    private final Map<String, String> jarOf = new TreeMap<>(); // path of a bundle -> first jar that has it
    private final Path directory;
    private final MessageBundles before; // searched for twins that these jars lack, or null

    private MessageBundles(Path directory, MessageBundles before) {
        this.directory = directory;
        this.before = before;
    }

    /**
     * Returns all messages that the jars in a directory have in both languages.
     *
     * @throws IllegalArgumentException if there are no jars or no bundles, or a jar or a line is malformed; the message
     *     says which
     */
    static List<Message> read(Path directory, String sourceLanguage, String targetLanguage) throws IOException {
        return read(List.of(directory), sourceLanguage, targetLanguage);
    }

    /**
     * Returns all messages that the jars in several directories have in both languages, those of the first directory
     * first. Two directories may have bundles of the same name. The twin of a translation is looked up in the same
     * directory first, then in the earlier ones.
     */
    static List<Message> read(List<Path> directories, String sourceLanguage, String targetLanguage) throws IOException {
        List<Message> messages = new ArrayList<>();
        MessageBundles bundles = null;
        int jars = 0;
        try {
            for (Path directory : directories) {
                bundles = open(directory, bundles);
                messages.addAll(bundles.pair(sourceLanguage, targetLanguage));
                jars += bundles.jars.size();
            }
            if (messages.isEmpty()) {
                throw new IllegalArgumentException(directories.get(0) + ": no messages in both " + sourceLanguage
                        + " and " + targetLanguage + " in its " + jars
                        + " jars, expected bundles named *_" + targetLanguage + ".properties");
            }
            return messages;
        } finally {
            if (bundles != null) {
                bundles.close();
            }
        }
    }

    private static MessageBundles open(Path directory, MessageBundles before) throws IOException {
        MessageBundles bundles = new MessageBundles(directory, before);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory
                    + ": no such directory, expected one of jars (mvn generate-resources fills target/corpus)");
        }
        try {
            bundles.open();
        } catch (IOException | RuntimeException e) {
            bundles.close(); // and those before, which may be closed twice
            throw e;
        }
        return bundles;
    }

    private void open() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(f -> f.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String jar = file.getFileName().toString();
            try {
                jars.put(jar, new ZipFile(file.toFile()));
                jars.get(jar).stream()
                        .map(ZipEntry::getName)
                        .filter(path -> path.endsWith(".properties"))
                        .forEach(path -> jarOf.putIfAbsent(path, jar));
            } catch (IOException | IllegalArgumentException e) { // the latter if an entry's name is not valid text
                throw damaged(file, e);
            }
        }
    }

    private static IllegalArgumentException damaged(Path jar, Exception e) {
        return new IllegalArgumentException(jar + ": not a readable jar (" + e.getMessage() + ")", e);
    }

    @Override
    public void close() throws IOException {
        for (ZipFile jar : jars.values()) {
            jar.close();
        }
        if (before != null) {
            before.close();
        }
    }

    private List<Message> pair(String sourceLanguage, String targetLanguage) throws IOException {
        List<Message> messages = new ArrayList<>();
        // English bundles may lack the suffix, so bundles are found by the suffix of the other language.
        boolean targetFinds = !targetLanguage.equals("en");
        String finder = targetFinds ? targetLanguage : sourceLanguage;
        for (String jar : jars.keySet()) {
            for (Map.Entry<String, String> bundle : jarOf.entrySet()) {
                String path = bundle.getKey();
                String name = bundle.getValue().equals(jar) ? name(path, finder) : null;
                if (name == null) {
                    continue;
                }
                Map<String, PropertiesFile.Entry> sources = entries(name, sourceLanguage);
                entries(name, targetLanguage).forEach((key, target) -> {
                    if (sources.containsKey(key)) {
                        String source = sources.get(key).value();
                        messages.add(new Message(artifact(jar), path, key, target.line(), source, target.value()));
                    }
                });
            }
        }
        return messages;
    }

    /** Returns the name of the bundle whose file for this language has this path, or null if it is not such a file. */
    private String name(String path, String language) {
        String suffix = "_" + language + ".properties";
        String home = "_" + home(language) + ".properties";
        if (path.endsWith(suffix)) {
            return path.substring(0, path.length() - suffix.length());
        }
        if (!path.endsWith(home)) {
            return null;
        }
        String name = path.substring(0, path.length() - home.length());
        return has(name + suffix) ? null : name;
    }

    /** Returns the code of a language with its home country: {@code de_DE} for {@code de}. */
    private static String home(String language) {
        return language + "_" + language.toUpperCase(Locale.ROOT);
    }

    private boolean has(String path) {
        return jarOf.containsKey(path) || before != null && before.has(path);
    }

    private Map<String, PropertiesFile.Entry> entries(String name, String language) throws IOException {
        Map<String, PropertiesFile.Entry> entries = new LinkedHashMap<>();
        if (language.equals("en")) {
            addTo(entries, name + ".properties");
            Map<String, PropertiesFile.Entry> more = new LinkedHashMap<>();
            addTo(more, name + "_en.properties");
            more.forEach(entries::putIfAbsent);
        } else {
            String path = name + "_" + language + ".properties";
            addTo(entries, has(path) ? path : name + "_" + home(language) + ".properties");
        }
        return entries;
    }

    private void addTo(Map<String, PropertiesFile.Entry> entries, String path) throws IOException {
        String jar = jarOf.get(path);
        if (jar == null) {
            if (before != null) {
                before.addTo(entries, path);
            }
            return;
        }
        byte[] bytes;
        try (InputStream in = jars.get(jar).getInputStream(jars.get(jar).getEntry(path))) {
            bytes = in.readAllBytes();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(directory.resolve(jar), e);
        }
        PropertiesFile.parse(directory.resolve(jar) + "!/" + path, bytes).forEach(e -> entries.put(e.key(), e));
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("\\.jar$", "").replaceFirst("-\\d[\\w.]*$", "");
    }
}
