package moelab.linalg;

/**
 * Whether this JVM has the Vector API: started with {@code --add-modules jdk.incubator.vector} and not told
 * {@code -Dmoelab.simd=off}. Classes that use it are loaded only if so.
 */
final class Simd {
    static final boolean AVAILABLE = !"off".equals(System.getProperty("moelab.simd"))
            && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Simd() {}
}
