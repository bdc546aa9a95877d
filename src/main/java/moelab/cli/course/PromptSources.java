package moelab.cli.course;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where JShell finds the Javadoc that Tab shows: in the sources of the JDK and of this project.
 *
 * <p>JShell itself looks into the JDK's {@code src.zip} only, and has no option for more. It keeps a list of places for
 * its own tests; this class sets it, which the jar's manifest permits ({@code Add-Opens}). Where that is not possible
 * Tab shows signatures without Javadoc.
 */
final class PromptSources {
    private PromptSources() {}

    /**
     * Adds a directory of sources for every JShell of this JVM.
     *
     * @return whether JShell took it
     */
    static boolean add(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return false;
        }
        List<Path> places = jdk();
        places.add(sources);
        try {
            Field override =
                    Class.forName("jdk.jshell.SourceCodeAnalysisImpl").getDeclaredField("availableSourcesOverride");
            override.setAccessible(true);
            override.set(null, places);
            return true;
        } catch (ReflectiveOperationException | RuntimeException notPermitted) {
            return false;
        }
    }

    /**
     * Returns the modules of the JDK's own sources if they are installed. Their file system stays open while JShell
     * runs.
     */
    private static List<Path> jdk() throws IOException {
        List<Path> modules = new ArrayList<>();
        Path zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        if (Files.isReadable(zip)) {
            FileSystem files = FileSystems.newFileSystem(zip, Map.of());
            try (DirectoryStream<Path> top = Files.newDirectoryStream(
                    files.getRootDirectories().iterator().next())) {
                for (Path p : top) {
                    if (Files.isDirectory(p)) {
                        modules.add(p);
                    }
                }
            }
        }
        return modules;
    }
}
