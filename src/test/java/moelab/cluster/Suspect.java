package moelab.cluster;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A clusterer that is suspected to be wrong, and its trial: one property of the contract, run by jqwik. */
class Suspect implements BalancedClusteringContract {
    private static BalancedClusterer subject;

    @Override
    public BalancedClusterer subject() {
        return subject;
    }

    /** What the property says against this clusterer after shrinking; empty if it holds. */
    static Optional<Throwable> trial(BalancedClusterer clusterer, String property) {
        subject = clusterer;
        Verdict verdict = new Verdict();
        LauncherFactory.create().execute(request(property), verdict);
        if (verdict.run != 1) {
            throw new IllegalArgumentException(property + " has been run " + verdict.run + " times, expected once");
        }
        return Optional.ofNullable(verdict.failure);
    }

    private static LauncherDiscoveryRequest request(String property) {
        Method method = Arrays.stream(BalancedClusteringContract.class.getDeclaredMethods())
                .filter(m -> m.getName().equals(property))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no property " + property));
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Suspect.class, method))
                .filters(EngineFilter.includeEngines("jqwik"))
                .configurationParameter("jqwik.database", "") // a failure here is no news for the next run
                .configurationParameter("jqwik.reporting.usejunitplatform", "true") // nor for the console
                .build();
    }

    private static final class Verdict implements TestExecutionListener {
        private int run;
        private Throwable failure;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                run++;
                failure = result.getThrowable().orElse(null);
            }
        }
    }
}
