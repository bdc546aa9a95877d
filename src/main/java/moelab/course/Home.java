package moelab.course;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the checkout is: the launcher says so; otherwise the working directory or the nearest one above it that holds
 * {@code datasets}.
 */
public final class Home {
    private Home() {}

    /** Returns the project's top directory. */
    public static Path directory() {
        String told = System.getProperty("moelab.home");
        if (told != null) {
            return Path.of(told);
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path p = here; p != null; p = p.getParent()) {
            if (Files.isDirectory(p.resolve("datasets")) && Files.isRegularFile(p.resolve("pom.xml"))) {
                return p;
            }
        }
        return here;
    }

    /**
     * Returns the file of the trained model that comes with the project.
     *
     * @param pair source and target language, for example {@code en-fr}
     */
    public static Path checkpoint(String pair) {
        return directory().resolve("datasets").resolve("software-messages-" + pair + ".safetensors");
    }
}
