package moelab.experts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * Lets several splitters split the same network and keeps the best experts, layer by layer.
 *
 * <p>The objective is the share of {@link ExpertContribution#OUTPUT} that the best experts of each token hold, at one
 * budget, on tokens that no splitter saw: the last fifth of the recorded tokens is held out for that. This is the share
 * that an oracle would capture; a router captures a part of it.
 *
 * @param candidates the splitters; among equally good ones the first is kept
 * @param share of the experts that a token uses, from 0 to 1
 * @param listener told the result once per network
 */
public record BestSplitter(List<Splitter> candidates, double share, Consumer<Contest> listener) implements Splitter {
    private static final int HELD_OUT = 5; // one token of five

    /**
     * How the splitters did on one network.
     *
     * @param names the splitters' names
     * @param captured for each splitter, the share of the output norms that its best experts hold
     * @param best index of the splitter that was kept
     */
    public record Contest(List<String> names, List<Double> captured, int best) {
        public Contest {
            names = List.copyOf(names);
            captured = List.copyOf(captured);
        }

        /** Returns a line that names the splitter that was kept, and why. */
        @Override
        public String toString() {
            List<String> others = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (i != best) {
                    others.add(String.format(Locale.ROOT, "%s %.1f %%", names.get(i), 100 * captured.get(i)));
                }
            }
            return String.format(
                            Locale.ROOT,
                            "%s, which holds %.1f %% of the output",
                            names.get(best),
                            100 * captured.get(best))
                    + (others.isEmpty() ? "" : " (" + String.join(", ", others) + ")");
        }
    }

    public BestSplitter {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty() || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    candidates.size() + " splitters and a share of " + share + ", expected at least one and 0 to 1");
        }
    }

    @Override
    public ExpertLayout split(DenseFeedForward network, Activations seen, int experts) {
        int learned = seen.rows() - seen.rows() / HELD_OUT;
        Activations first = seen.rows(0, learned);
        Activations last = seen.rows(learned, seen.rows());
        ExpertLayout best = null;
        int winner = 0;
        List<Double> captured = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            ExpertLayout layout = candidates.get(i).split(network, first, experts);
            FMatrixRMaj work = ExpertContribution.OUTPUT.of(last, network.outputWeights(), layout);
            captured.add(ExpertContribution.captured(work, (int) Math.round(share * experts)));
            if (best == null || captured.get(i) > captured.get(winner)) {
                best = layout;
                winner = i;
            }
        }
        listener.accept(new Contest(candidates.stream().map(String::valueOf).toList(), captured, winner));
        return best;
    }

    @Override
    public String toString() {
        return "the best of " + candidates.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
