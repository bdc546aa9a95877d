package moelab.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRolesTest {
    @TempDir
    Path directory;

    private Path input;

    @BeforeEach
    void input() throws IOException {
        input = Files.writeString(directory.resolve("input"), "text");
    }

    private static void refused(FileRoles roles, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, roles::check).getMessage());
    }

    @Test
    void differentFilesAndNoFilesAreFine() throws IOException {
        new FileRoles()
                .reads("IN", input)
                .reads("none", null)
                .writes("--json", directory.resolve("a"))
                .writes("--report", directory.resolve("b"))
                .writes("none", null)
                .check();
    }

    @Test
    void twoOutputsOfOneNameAreRefusedWhetherTheyExistOrNot() throws IOException {
        Path twice = directory.resolve("twice");
        FileRoles roles = new FileRoles()
                .writes("--json", twice)
                .writes(
                        "--report",
                        directory.resolve("..").resolve(directory.getFileName()).resolve("twice"));
        assertThrows(IllegalArgumentException.class, roles::check);
        Files.writeString(twice, "");
        refused(
                new FileRoles().writes("--json", twice).writes("--report", twice),
                twice + ": is both --report and --json, expected two different files");
    }

    @Test
    void anOutputThatIsTheInputIsRefusedThroughLinksToo() throws IOException {
        refused(
                new FileRoles().reads("GRAPH", input).writes("--out", input),
                input + ": is both --out and GRAPH, expected two different files");
        Path link = Files.createSymbolicLink(directory.resolve("link"), input);
        refused(
                new FileRoles().reads("GRAPH", input).writes("--out", link),
                link + ": is both --out and GRAPH, expected two different files");
        refused(
                new FileRoles().reads("GRAPH", link).writes("--out", input),
                input + ": is both --out and GRAPH, expected two different files");
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("new"));
        refused(
                new FileRoles().writes("--json", dangling).writes("--csv", directory.resolve("new")),
                directory.resolve("new") + ": is both --csv and --json, expected two different files");
    }

    @Test
    void devicesMayBeNamedTwice() throws IOException {
        Path nothing = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(nothing));
        new FileRoles()
                .reads("GRAPH", nothing)
                .writes("--json", nothing)
                .writes("--csv", nothing)
                .check();
    }
}
