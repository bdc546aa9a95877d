package moelab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import moelab.safetensors.SafeTensors;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;

/** A directory of small files, sound and unsound, that random calls read and write. */
final class FuzzFiles {
    private final Path directory;
    private final SplittableRandom random;

    FuzzFiles(Path directory, SplittableRandom random) throws IOException {
        this.directory = directory;
        this.random = random;
        make();
    }

    private void make() throws IOException {
        Files.createDirectories(directory.resolve("submissions").resolve("\u00c9mile"));
        Files.createDirectories(directory.resolve("empty"));
        write("graphe_\u00e9.graph", "4 3 11\n5 2 1\n1 1 1 3 1\n1 2 1 4 1\n1 3 1\n");
        write("ring.graph", "\ufeff4 4\n2 4\n1 3\n2 4\n3 1\n");
        write("points.csv", "0,0\n0,1\n5,5\n5,6\n1e12,3\n");
        write("a.txt", "the cat sat on the mat\n\nthe end\n");
        write("b.txt", "the cat sat on a mat\nno\nthe end\n");
        write("name with\nline break", "x\n");
        write("nothing", "");
        write("curve.csv", """
                step,epoch,seconds,rate,penalty,train_loss,validation_loss,validation_bleu,decoder_inactive
                1,0.1,1,1e-3,0,5,5,0.1,0.5
                2,0.2,2,1e-3,0,4,4,0.2,0.6
                """);
        Files.write(directory.resolve("latin"), "caf\u00e9 au lait\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] noise = new byte[300];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        Files.write(directory.resolve("noise"), noise);
        Files.createSymbolicLink(directory.resolve("link"), Path.of("a.txt"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("not-there"));
        Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String name = (char) ('a' + i % 26) + "" + (char) ('b' + i / 26);
            pairs.append("Delete the file " + name + " of {0}\tSupprimer le fichier " + name + " de {0}\n");
        }
        write("pairs.tsv", pairs.toString());
        SubwordVocabulary vocabulary =
                SubwordVocabulary.learn(pairs.toString().lines().toList(), 90);
        TransformerConfig config = new TransformerConfig(vocabulary.size(), 8, 2, 1, 1, 16, 32, 24);
        new TranslationModel(Transformer.create(config, Parameters.initialized(5)), vocabulary, Map.of())
                .save(directory.resolve("model.safetensors"), SafeTensors.Precision.F16);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    /** Returns a name to read or write, of any kind. */
    String anyName() {
        List<String> names = new ArrayList<>(List.of(
                directory.toString(),
                directory.resolve("new").toString(),
                directory.resolve("new.png").toString(),
                directory.resolve("missing").resolve("x").toString(),
                "/dev/null",
                "/dev/full",
                "",
                "/",
                "\0"));
        contents().keySet().forEach(name -> names.add(directory.resolve(name).toString()));
        return names.get(random.nextInt(names.size()));
    }

    /** Returns the full name of a file of the directory. */
    String name(String file) {
        return directory.resolve(file).toString();
    }

    /** Returns what lies in the directory: a digest of each file by its name. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String what = Files.isSymbolicLink(file)
                        ? "link to " + Files.readSymbolicLink(file)
                        : Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                                ? "directory"
                                : Arrays.hashCode(Files.readAllBytes(file)) + "";
                contents.put(directory.relativize(file).toString(), what);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return contents;
    }
}
