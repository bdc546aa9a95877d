package moelab.linalg;

import java.util.List;

/**
 * Chooses the implementation of the kernels, once, when the first kernel is called: {@code linalg.simd} where the JVM
 * was started with {@code --add-modules jdk.incubator.vector}, plain Java where it was not or where
 * {@code -Dmoelab.simd=off} says so.
 *
 * <p>The choice is a constant of this class, so the compiler knows the class behind the interface, and a call through
 * it is inlined like a call of a static method.
 */
public final class KernelProvider {
    /** The narrowest vectors that the Vector API's implementation is written for: 128 bits. */
    private static final int LANES_NEEDED = 4;

    /** The kernels that everything else uses. */
    public static final KernelSet KERNELS = choose();

    private KernelProvider() {}

    private static KernelSet choose() {
        if ("off".equals(System.getProperty("moelab.simd"))) {
            return new ScalarKernels();
        }
        List<KernelSet> all = all();
        return all.get(all.size() - 1);
    }

    /** Returns every implementation that this JVM can run: plain Java first, the fastest last. */
    static List<KernelSet> all() {
        KernelSet plain = new ScalarKernels();
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return List.of(plain);
        }
        KernelSet simd = simd();
        return simd.lanes() < LANES_NEEDED ? List.of(plain) : List.of(plain, simd);
    }

    /** Loads the implementation by name, because its class cannot be loaded where the module is missing. */
    private static KernelSet simd() {
        String name = "moelab.linalg.simd.SimdKernels";
        try {
            return Class.forName(name)
                    .asSubclass(KernelSet.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load " + name, e);
        }
    }
}
