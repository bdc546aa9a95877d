package moelab;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.opentest4j.TestAbortedException;

/**
 * Lets PIT (profile {@code mutation}) find our properties without checking them.
 *
 * <p>PIT tries mutants in processes of their own, a new one for every class and after every mutant that never ends.
 * Each asks for the tests there are by running all test classes, since JUnit knows dynamic tests only then, and that
 * took most of the time. So in such a process a property ends as it begins when a whole class is asked for. What a
 * mutant is put to is asked for by name and runs as always, and so does everything in any other process.
 */
public final class MutationDiscovery implements LauncherDiscoveryListener, AroundPropertyHook {
    private static final boolean TRIES_MUTANTS =
            System.getProperty("sun.java.command", "").startsWith("org.pitest.mutationtest.execute.MutationTestMinion");
    private static volatile boolean discovers;

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        discovers = TRIES_MUTANTS
                && !request.getSelectorsByType(ClassSelector.class).isEmpty();
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        if (discovers) {
            throw new TestAbortedException("found");
        }
        return property.execute();
    }
}
