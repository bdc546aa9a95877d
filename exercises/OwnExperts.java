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
        throw new Unsolved("16.1", "neurons that fire together in one expert");
    }
}
