package moelab.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import moelab.routing.LinearRouter;
import moelab.routing.Router;
import moelab.routing.TwoLayerRouter;
import org.ejml.data.FMatrixRMaj;

/** Writes a router as a few matrices and the name of its kind, and reads it back. */
final class RouterTensors {
    private static final String LINEAR = "linear";

    private RouterTensors() {}

    /** Returns the kind of a router: {@code linear}, or the activation of one with two layers. */
    static String kind(Router router) {
        if (router instanceof LinearRouter) {
            return LINEAR;
        }
        if (router instanceof TwoLayerRouter twoLayer) {
            return twoLayer.activation().name();
        }
        throw new IllegalArgumentException(
                "a " + router + " cannot be kept in a file, expected a linear or a two-layer router");
    }

    /** Returns the matrices of a router, by names that begin with this prefix. */
    static Map<String, FMatrixRMaj> of(Router router, String prefix) {
        Map<String, FMatrixRMaj> tensors = new LinkedHashMap<>();
        if (router instanceof LinearRouter linear) {
            tensors.put(prefix + "weights", linear.weights());
            tensors.put(prefix + "bias", linear.bias());
        } else if (router instanceof TwoLayerRouter twoLayer) {
            tensors.put(prefix + "inWeights", twoLayer.inWeights());
            tensors.put(prefix + "inBias", twoLayer.inBias());
            tensors.put(prefix + "outWeights", twoLayer.outWeights());
            tensors.put(prefix + "outBias", twoLayer.outBias());
        }
        return tensors;
    }

    /** Finds matrices by name. */
    @FunctionalInterface
    interface Source {
        FMatrixRMaj matrix(String name) throws java.io.IOException;
    }

    /** Returns the router of a kind whose matrices have names that begin with this prefix. */
    static Router read(String kind, String prefix, Source tensors) throws java.io.IOException {
        if (kind.equals(LINEAR)) {
            return new LinearRouter(tensors.matrix(prefix + "weights"), tensors.matrix(prefix + "bias"));
        }
        for (TwoLayerRouter.Activation activation : TwoLayerRouter.Activation.values()) {
            if (activation.name().equals(kind)) {
                return new TwoLayerRouter(
                        tensors.matrix(prefix + "inWeights"),
                        tensors.matrix(prefix + "inBias"),
                        tensors.matrix(prefix + "outWeights"),
                        tensors.matrix(prefix + "outBias"),
                        activation);
            }
        }
        throw new IllegalArgumentException("router is of kind " + kind + ", expected linear, IDENTITY, TANH or RELU");
    }
}
