import java.util.Arrays;
import moelab.exercise.Unsolved;
import moelab.experts.ExpertLayout;
import moelab.experts.Splitter;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.sparsity.SparsityCounter;
import moelab.transformer.DenseFeedForward;

/**
 * Exercise 16: experts of your own.
 *
 * <p>Cut the neurons of a feed-forward network into experts of equal size, so that what a token needs is concentrated
 * in few of them. You have the network's weights and what it did on some tokens; CoActivation, SparsityCounter, the
 * partitioners of moelab.graph and the clusterers of moelab.cluster are there to be used, and so is anything else you
 * think of. The measure is the share of all activation on new tokens that the best few experts of each token hold. The
 * result is ExpertLayout.of(expertOf, experts), expertOf[j] the expert of neuron j.
 */
public class OwnExperts implements Splitter {

    /** Tasks 16.1, 16.2 and 16.3. */
    @Override
    public ExpertLayout split(DenseFeedForward network, Activations seen, int experts) {
        // BEGIN SOLUTION
        // AFTER: Our solution grows one expert after the other by similarity, in time that grows with the square of
        //     the number of neurons. The library's AnnealedPartitioner swaps neurons between all experts, millions of
        //     times. Chapter 8 asks how much your experts hold (--mine), and ./lab experts compares all constructions.
        // HINT 16.1: How many neurons are in an expert, and which layout is the simplest with that many in each?
        // HINT 16.1: expertOf[j] = j / (network.hiddenDimension() / experts). That earns a point, but is no better
        //     than chance.
        // HINT 16.2: Which neurons should share an expert: those that are never needed together, or those that always
        //     are?
        // HINT 16.2: CoActivation.count(seen).between(i, j) says how often two fire on the same token. Grow an expert
        //     from one neuron, always adding the neuron that fires most with those inside, until it is full.
        // HINT 16.3: Two busy neurons fire together often, even if they have nothing to do with each other. How would
        //     you correct for that?
        // HINT 16.3: Divide by how often they fire: between(i, j) / sqrt(fired(i) * fired(j)), a cosine. Or give the
        //     graph to new Multilevel().partition(...), or the columns of W1 to BalancedKMeans.
        int n = network.hiddenDimension();
        CoActivation together = CoActivation.count(seen);
        SparsityCounter counts = SparsityCounter.of(seen);
        int[] expertOf = new int[n];
        Arrays.fill(expertOf, -1);
        for (int e = 0; e < experts; e++) {
            double[] likeness = new double[n]; // to the neurons inside
            for (int member = 0; member < n / experts; member++) {
                int best = -1;
                for (int j = 0; j < n; j++) {
                    if (expertOf[j] < 0 && (best < 0 || likeness[j] > likeness[best])) {
                        best = j;
                    }
                }
                expertOf[best] = e;
                for (int j = 0; j < n; j++) {
                    double chance = counts.fired(best) * (double) counts.fired(j);
                    likeness[j] += together.between(best, j) / Math.sqrt(1 + chance);
                }
            }
        }
        return ExpertLayout.of(expertOf, experts);
        // STUB: throw new Unsolved("16.1", "neurons that fire together in one expert");
        // END SOLUTION
    }
}
