package moelab.sparsity;

import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.ejml.data.FMatrixRMaj;

/** Networks of 12 neurons on rows of 3, and inputs for them. */
public final class TinyNetworks extends DomainContextBase {
    public static final int D = 3;
    public static final int NEURONS = 12;

    public static Arbitrary<FMatrixRMaj> matrix(int rows, int cols) {
        return Arbitraries.integers()
                .between(-64, 64)
                .map(i -> i / 32f)
                .array(Float[].class)
                .ofSize(rows * cols)
                .map(values -> {
                    FMatrixRMaj m = new FMatrixRMaj(rows, cols);
                    for (int i = 0; i < values.length; i++) {
                        m.data[i] = values[i];
                    }
                    return m;
                });
    }

    @Provide
    public Arbitrary<DenseFeedForward> networks() {
        return Combinators.combine(matrix(D, NEURONS), matrix(1, NEURONS), matrix(NEURONS, D), matrix(1, D))
                .as(DenseFeedForward::new);
    }

    @Provide
    public Arbitrary<FMatrixRMaj> inputs() {
        return matrix(7, D);
    }

    /** What a network does on these inputs. */
    public static Activations activations(DenseFeedForward network, FMatrixRMaj x) {
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, network.hiddenDimension());
        network.hidden(x, h);
        return Activations.of(x, h);
    }
}
