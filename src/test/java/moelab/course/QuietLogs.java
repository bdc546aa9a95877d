package moelab.course;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the log messages of libraries out of a test, as the checker does. */
public final class QuietLogs implements BeforeEachCallback, AfterEachCallback {
    private static final Logger ROOT = Logger.getLogger("");
    private final Level usual = ROOT.getLevel();

    @Override
    public void beforeEach(ExtensionContext test) {
        ROOT.setLevel(Level.OFF);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        ROOT.setLevel(usual);
    }
}
