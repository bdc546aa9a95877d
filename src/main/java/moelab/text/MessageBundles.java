package moelab.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Resource bundles in jars: for every {@code NAME_fr.properties} its twin in another language, pairs by shared key.
 *
 * <p>The twin may be in another jar. In English, the language programs are written in, it is {@code NAME.properties},
 * completed by {@code NAME_en.properties}; in any other language {@code NAME_xx.properties} alone. Jars are read in the order of their
 * names and bundles in the order of their paths, so that the result does not depend on the file system.
 */
final class MessageBundles {
    private final Map<String, Map<String, byte[]>> jars = new TreeMap<>(); // jar -> path -> content
    private final Map<String, String> jarOf = new HashMap<>(); // path -> first jar that has it
    private final Path directory;

    private MessageBundles(Path directory) throws IOException {
        this.directory = directory;
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(f -> f.getFileName().toString().endsWith(".jar")).sorted().toList();
        }
        for (Path file : files) {
            Map<String, byte[]> contents = propertiesOf(file);
            String jar = file.getFileName().toString();
            jars.put(jar, contents);
            contents.keySet().forEach(path -> jarOf.putIfAbsent(path, jar));
        }
    }

    /**
     * All messages that the jars in a directory have in both languages.
     *
     * @throws IllegalArgumentException naming what is wrong: no jars, no bundles, a damaged jar, a malformed line
     */
    static List<Message> read(Path directory, String sourceLanguage, String targetLanguage) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory
                    + ": no such directory, expected one of jars (mvn generate-resources fills target/corpus)");
        }
        MessageBundles bundles = new MessageBundles(directory);
        List<Message> messages = bundles.pair(sourceLanguage, targetLanguage);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(directory + ": no messages in both " + sourceLanguage + " and " + targetLanguage
                    + " in its " + bundles.jars.size() + " jars, expected bundles named *_" + targetLanguage + ".properties");
        }
        return messages;
    }

    private List<Message> pair(String sourceLanguage, String targetLanguage) {
        List<Message> messages = new ArrayList<>();
        // English bundles may lack the suffix, so it is the other language's name that finds the bundle.
        boolean targetFinds = !targetLanguage.equals("en");
        String suffix = "_" + (targetFinds ? targetLanguage : sourceLanguage) + ".properties";
        jars.forEach((jar, contents) -> contents.keySet().forEach(path -> {
            if (path.endsWith(suffix) && jarOf.get(path).equals(jar)) {
                String name = path.substring(0, path.length() - suffix.length());
                Map<String, PropertiesFile.Entry> sources = entries(name, sourceLanguage);
                entries(name, targetLanguage).forEach((key, target) -> {
                    if (sources.containsKey(key)) {
                        String source = sources.get(key).value();
                        messages.add(new Message(artifact(jar), path, key, target.line(), source, target.value()));
                    }
                });
            }
        }));
        return messages;
    }

    private Map<String, PropertiesFile.Entry> entries(String name, String language) {
        Map<String, PropertiesFile.Entry> entries = new LinkedHashMap<>();
        if (language.equals("en")) {
            addTo(entries, name + ".properties");
            Map<String, PropertiesFile.Entry> more = new LinkedHashMap<>();
            addTo(more, name + "_en.properties");
            more.forEach(entries::putIfAbsent);
        } else {
            addTo(entries, name + "_" + language + ".properties");
        }
        return entries;
    }

    private void addTo(Map<String, PropertiesFile.Entry> entries, String path) {
        String jar = jarOf.get(path);
        if (jar != null) {
            String origin = directory.resolve(jar) + "!/" + path;
            PropertiesFile.parse(origin, jars.get(jar).get(path)).forEach(e -> entries.put(e.key(), e));
        }
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("\\.jar$", "").replaceFirst("-\\d[\\w.]*$", "");
    }

    private static Map<String, byte[]> propertiesOf(Path jar) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".properties")).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    contents.put(entry.getName(), in.readAllBytes());
                }
            }
        } catch (ZipException | java.io.EOFException e) {
            throw new IllegalArgumentException(jar + ": not a readable jar (" + e.getMessage() + ")", e);
        }
        return contents;
    }
}
