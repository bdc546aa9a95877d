package moelab.course.checks.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import moelab.course.task.StudentClass;
import net.jqwik.engine.JqwikTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the jqwik properties of a student's class, in this JVM.
 *
 * @param properties how many there are
 * @param failures those that did not hold
 */
record PropertyRun(int properties, List<Failure> failures) {

    /**
     * A property that did not hold.
     *
     * @param property name of its method
     * @param thrown what it failed with
     * @param sample the smallest input that jqwik found for it, or an empty text
     */
    record Failure(String property, Throwable thrown, String sample) {}

    /**
     * Runs all properties of the class and returns the result.
     *
     * @param shrinking whether jqwik looks for small inputs that fail, which takes it longer
     */
    static PropertyRun of(StudentClass student, boolean shrinking) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(student.type()))
                .configurationParameters(Map.of(
                        "jqwik.tries.default",
                        "200",
                        "jqwik.database",
                        "",
                        "jqwik.shrinking.default",
                        shrinking ? "BOUNDED" : "OFF",
                        "jqwik.shrinking.bounded.seconds",
                        "2",
                        "jqwik.reporting.usejunitplatform",
                        "true",
                        "jqwik.reporting.onlyfailures",
                        "true"))
                .build();
        Listener listener = new Listener();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestEngineAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .addTestEngines(new JqwikTestEngine())
                        .build())
                .execute(request, listener);
        return listener.result();
    }

    private static final class Listener implements TestExecutionListener {
        private int properties;
        private final Map<TestIdentifier, Throwable> failed = new LinkedHashMap<>();
        private final Map<TestIdentifier, String> reports = new LinkedHashMap<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            properties += test.isTest() ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                failed.put(test, result.getThrowable().orElse(new AssertionError("no reason given")));
            }
        }

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            entry.getKeyValuePairs().values().forEach(text -> reports.putIfAbsent(test, sample(text)));
        }

        /** Returns the lines under "Shrunk Sample", or "Sample", without the names of array types. */
        private static String sample(String report) {
            List<String> lines = report.lines().toList();
            StringJoiner sample = new StringJoiner(System.lineSeparator());
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("Shrunk Sample")
                        || lines.get(i).equals("Sample")
                        || lines.get(i).startsWith("Sample ")) {
                    for (int l = i + 2; l < lines.size() && !lines.get(l).isBlank(); l++) {
                        sample.add(lines.get(l).strip().replaceAll("\\w+(\\[\\])+ ", ""));
                    }
                    return sample.toString();
                }
            }
            return "";
        }

        PropertyRun result() {
            List<Failure> failures = new ArrayList<>();
            failed.forEach((test, thrown) ->
                    failures.add(new Failure(test.getDisplayName(), thrown, reports.getOrDefault(test, ""))));
            return new PropertyRun(properties, failures);
        }
    }
}
