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
 * Lets several splitters cut the same network and keeps the experts that concentrate its work best, layer by layer.
 *
 * <p>One objective for all: the share of {@link ExpertContribution#OUTPUT} that the best experts of each token hold, at
 * one budget, on tokens that no splitter saw. The last fifth of the recorded tokens is kept back for that. It is what
 * an oracle would capture; a router gets a part of it.
 *
 * @param candidates whose experts are compared; of equal ones the first is kept
 * @param share of the experts that a token may use, from 0 to 1
 * @param listener told how it went, once for each network
 */
public record BestSplitter(List<Splitter> candidates, double share, Consumer<Contest> listener) implements Splitter {
    private static final int KEPT_BACK = 5; // one token of so many

    /**
     * How the splitters did on one network.
     *
     * @param names of the splitters
     * @param captured share of the output norms that the best experts hold, of each splitter
     * @param best which of them was kept
     */
    public record Contest(List<String> names, List<Double> captured, int best) {
        public Contest {
            names = List.copyOf(names);
            captured = List.copyOf(captured);
        }

        /** The splitter that was kept, and why. */
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
        int learned = seen.rows() - seen.rows() / KEPT_BACK;
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
