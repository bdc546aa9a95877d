package moelab.experts;

import moelab.cluster.BalancedKMeans;
import moelab.cluster.Clusterer;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * Experts by balanced k-means over the columns of W1: neurons whose input weights point the same way fire on the same
 * tokens (Zhang et al. 2021, section 3.2, "parameter clustering").
 *
 * <p>It needs no activations. Columns are scaled to length 1 first, because whether a neuron fires depends on the
 * direction of its column much more than on its length.
 *
 * @param clusterer finds the clusters, which must be of equal size
 * @param seed of the clusterer
 */
public record KMeansSplitter(Clusterer clusterer, long seed) implements Splitter {

    /** With {@link BalancedKMeans}. */
    public KMeansSplitter(long seed) {
        this(new BalancedKMeans(), seed);
    }

    @Override
    public ExpertLayout split(DenseFeedForward network, Activations seen, int experts) {
        ExpertLayout.requireDivisible(network.hiddenDimension(), experts);
        return ExpertLayout.of(
                clusterer.cluster(directions(network), experts, seed).labels(), experts);
    }

    /** Returns the direction of each neuron's input weights, d_ff x d: row j is W1[:,j] / |W1[:,j]|. */
    public static FMatrixRMaj directions(DenseFeedForward network) {
        int d = network.modelDimension();
        FMatrixRMaj columns = new FMatrixRMaj(network.hiddenDimension(), d);
        for (int j = 0; j < columns.numRows; j++) {
            double squares = 0;
            for (int k = 0; k < d; k++) {
                columns.set(j, k, network.inputWeights().get(k, j));
                squares += columns.get(j, k) * (double) columns.get(j, k);
            }
            for (int k = 0; k < d && squares > 0; k++) {
                columns.set(j, k, (float) (columns.get(j, k) / Math.sqrt(squares)));
            }
        }
        return columns;
    }

    @Override
    public String toString() {
        return "k-means";
    }
}
