package moelab.spark;

import java.io.Serializable;
import moelab.linalg.MatrixProduct;

/**
 * What the last bits of a float depend on. All machines of a job have it in common with the driver.
 *
 * @param java version of Java, for example 17
 * @param product matrix product in use, with its vector width
 * @param processor architecture
 */
record Platform(int java, String product, String processor) implements Serializable {

    /** Returns that of this process. */
    static Platform here() {
        return new Platform(
                Runtime.version().feature(), MatrixProduct.best().toString(), System.getProperty("os.arch"));
    }

    /** Returns why the results of a machine like this would not be those of the driver, one line; null if they are. */
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
