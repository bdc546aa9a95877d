package moelab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What JShell is started with. */
class JShellCommandTest {

    @Test
    void theJvmOfTheSnippetsGetsWhatThisOneHas() {
        List<String> options = JShellCommand.options(List.of("more.jsh"));
        assertEquals(System.getProperty("java.class.path"), options.get(options.indexOf("--class-path") + 1));
        assertTrue(options.contains("-R-ea"), "assertions are on");
        assertTrue(options.stream().anyMatch(o -> o.startsWith("-R-Xmx")), "heap");
        assertEquals(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), options.contains("-R--add-modules=jdk.incubator.vector"));
        assertEquals("more.jsh", options.get(options.size() - 1));
        assertTrue(options.get(options.indexOf("--startup") + 1).endsWith("start.jsh"));
    }
}
