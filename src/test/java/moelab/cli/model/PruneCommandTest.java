package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moelab.cli.Lab;
import moelab.table.StaticRival;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path corpus;
    private Path dense;

    @BeforeEach
    void train() throws IOException {
        List<String> lines = new ArrayList<>();
        String[] things = {"file", "page", "user", "role", "group"};
        String[] choses = {"fichier", "page", "utilisateur", "r\u00f4le", "groupe"};
        for (int i = 0; i < 60; i++) {
            String name = Character.toString('a' + i % 26) + Character.toString('a' + i / 26);
            lines.add("Delete the " + things[i % 5] + " " + name + "\tSupprimer " + choses[i % 5] + " " + name);
        }
        corpus = Files.write(directory.resolve("pairs.tsv"), lines);
        dense = directory.resolve("m.safetensors");
        lab(
                ("train --subwords 90 --dimension 8 --heads 2 --encoder-layers 1 --decoder-layers 2 "
                                + "--encoder-neurons 12 --decoder-neurons 32 --batch-tokens 150 --max-length 60 "
                                + "--evaluation-steps 5 --epochs 1 "
                                + "--threads 1 --averaging 0.9")
                        .split(" "),
                "--out",
                dense.toString());
    }

    private int lab(String[] command, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--corpus", corpus.toString()));
        args.addAll(List.of(more));
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args.toArray(String[]::new));
    }

    @Test
    void theNarrowerModelIsARivalInTheTable() throws IOException {
        Path pruned = directory.resolve("m-pruned-1-4.safetensors");
        int status = lab(
                "prune --neurons 8 --epochs 1 --threads 1".split(" "),
                "--checkpoint",
                dense.toString(),
                "--out",
                pruned.toString());
        assertEquals(0, status, err.toString());
        List<StaticRival> rivals = StaticRival.beside(dense, TranslationModel.load(dense));
        assertEquals(1, rivals.size());
        assertEquals("pruned-1/4", rivals.get(0).name());
        assertEquals(8, rivals.get(0).model().config().decoderFeedForward());
    }

    @Test
    void noFileIsBothReadAndWritten() throws IOException {
        byte[] before = Files.readAllBytes(dense);
        Path link = Files.createSymbolicLink(directory.resolve("link"), dense);
        for (String out : List.of(dense.toString(), link.toString(), corpus.toString())) {
            assertEquals(2, lab("prune --neurons 8".split(" "), "--checkpoint", dense.toString(), "--out", out));
        }
        List<String> said = err.toString().lines().toList();
        assertEquals(3, said.size(), err::toString);
        assertEquals(
                "lab prune: " + dense + ": is both --out and --checkpoint, expected two different files", said.get(0));
        assertEquals(
                "lab prune: " + link + ": is both --out and --checkpoint, expected two different files", said.get(1));
        assertEquals(
                "lab prune: " + corpus + ": is both --out and --corpus, expected two different files", said.get(2));
        assertArrayEquals(before, Files.readAllBytes(dense));
    }

    @Test
    void moreNeuronsThanThereAreAreRefused() {
        Path pruned = directory.resolve("p.safetensors");
        int status = lab("prune --neurons 33".split(" "), "--checkpoint", dense.toString(), "--out", pruned.toString());
        assertEquals(2, status);
        assertTrue(err.toString().contains("--neurons is 33, expected 1 to 32"), err.toString());
        assertFalse(Files.exists(pruned));
    }
}
