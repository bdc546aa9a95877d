package moelab.spark;

import java.io.Serializable;
import moelab.linalg.MatrixProduct;

/**
 * What the last bits of a computed float depend on. Every machine of a job must have the same platform as the driver.
 *
 * @param java version of Java, for example 17
 * @param product matrix product in use, with its vector width
 * @param processor architecture
 */
record Platform(int java, String product, String processor) implements Serializable {

    /** Returns the platform of this process. */
    static Platform here() {
        return new Platform(
                Runtime.version().feature(), MatrixProduct.best().toString(), System.getProperty("os.arch"));
    }

    /**
     * Returns one line that says why results from this platform could differ from the driver's; null if they cannot.
     */
    String unlike(Platform driver, String host) {
        return equals(driver)
                ? null
                : "the executor on " + host + " has " + this + ", expected " + driver
                        + " as the driver has: on another Java or processor the last bits differ";
    }

    @Override
    public String toString() {
        return "Java " + java + " (" + product + ", " + processor + ")";
    }
}
