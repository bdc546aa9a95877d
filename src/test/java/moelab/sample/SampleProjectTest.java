package moelab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The partitioning artifact stands alone: on EJML only, and for a project of somebody else. */
class SampleProjectTest {
    private static final Path SAMPLE = Path.of("src/test/sample");

    @TempDir
    private Path directory;

    @Test
    void graphAndClusterCompileWithNothingButEjml() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String name : List.of("graph", "cluster", "files", "memory")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/moelab", name))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertTrue(sources.size() > 40);
        compile(sources, entries("ejml-"));
    }

    @Test
    void aProjectOfSomebodyElseChecksItsClustererAgainstTheContract() throws Exception {
        compile(List.of(SAMPLE.resolve("MyClustererProperties.java")), entries(""));
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        URL[] urls = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(
                                            DiscoverySelectors.selectClass(loader.loadClass("MyClustererProperties")))
                                    .filters(EngineFilter.includeEngines("jqwik"))
                                    .configurationParameter("jqwik.database", "")
                                    .configurationParameter("jqwik.tries.default", "20")
                                    .build(),
                            listener);
        }
        assertEquals(
                0,
                listener.getSummary().getTestsFailedCount(),
                () -> ""
                        + listener.getSummary().getFailures().stream()
                                .map(f -> f.getException().getMessage())
                                .toList());
        assertTrue(listener.getSummary().getTestsSucceededCount() > 15);
    }

    @Test
    void theSampleRequiresOnlyWhatIsInstalled() throws IOException {
        String artifact = Files.readString(Path.of("partitioning/pom.xml"));
        String project = Files.readString(Path.of("pom.xml"));
        String sample = Files.readString(SAMPLE.resolve("pom.xml"));
        assertTrue(sample.contains("<artifactId>" + first(artifact, "artifactId") + "</artifactId>"));
        assertEquals(first(project, "version"), first(artifact, "version"));
        assertTrue(sample.contains("<version>" + first(artifact, "version") + "</version>"));
        assertTrue(artifact.contains("<version>" + first(project, "ejml.version") + "</version>"));
        assertTrue(sample.contains("<version>" + first(project, "jqwik.version") + "</version>"));
        assertTrue(sample.contains("<version>" + first(project, "junit.version") + "</version>"));
        // whatever is installed under its name comes with its description: the jar, and the contracts
        Matcher installed =
                Pattern.compile("(?s)<goal>install-file</goal>.*?</execution>").matcher(project);
        List<String> installations = installed.results().map(m -> m.group()).toList();
        assertEquals(2, installations.size());
        installations.forEach(i -> assertTrue(i.contains("<pomFile>${project.basedir}/partitioning/pom.xml<"), i));
        // nothing but EJML
        Matcher groups = Pattern.compile("<groupId>(.*?)</groupId>").matcher(artifact);
        assertEquals(
                List.of("moelab", "org.ejml", "org.ejml"),
                groups.results().map(m -> m.group(1)).toList());
    }

    private static String first(String pom, String element) {
        Matcher m = Pattern.compile("<" + Pattern.quote(element) + ">(.*?)<").matcher(pom);
        assertTrue(m.find(), element);
        return m.group(1);
    }

    private static String entries(String name) {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void compile(List<Path> sources, String classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-d", directory.toString(), "-cp", classPath, "-proc:none", "-nowarn"),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(sources))
                .call();
        assertTrue(compiled, said::toString);
    }
}
