package moelab.course.checks.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/**
 * What neurons did on a few tokens.
 *
 * @param hidden tokens x neurons, at least 0
 */
public record FiringPattern(FMatrixRMaj hidden) {

    /** Returns up to as many tokens and neurons as the size says; about a third of the entries fire. */
    public static FiringPattern random(int size, SplittableRandom random) {
        FMatrixRMaj h = new FMatrixRMaj(1 + random.nextInt(size), 1 + random.nextInt(size));
        for (int i = 0; i < h.data.length; i++) {
            h.data[i] = Math.max(0, random.nextInt(-3, 3));
        }
        return new FiringPattern(h);
    }

    /** Returns what a counter reads. */
    public Activations activations() {
        return Activations.of(new FMatrixRMaj(hidden.numRows, 1), hidden);
    }

    /** Returns the same with a token or a neuron less, or with one firing less. */
    public List<FiringPattern> smaller() {
        List<FiringPattern> smaller = new ArrayList<>();
        for (int i = 0; i < hidden.numRows && hidden.numRows > 1; i++) {
            smaller.add(new FiringPattern(SmallNetwork.withoutRow(hidden, i)));
        }
        for (int j = 0; j < hidden.numCols && hidden.numCols > 1; j++) {
            smaller.add(new FiringPattern(SmallNetwork.withoutColumn(hidden, j)));
        }
        for (int i = 0; i < hidden.data.length; i++) {
            for (int v = 0; v < hidden.data[i]; v++) {
                FiringPattern less = new FiringPattern(hidden.copy());
                less.hidden.data[i] = v;
                smaller.add(less);
            }
        }
        return smaller;
    }

    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        Activations a = activations();
        for (int t = 0; t < a.rows(); t++) {
            StringJoiner fired = new StringJoiner(", ");
            for (int i = a.start(t); i < a.start(t + 1); i++) {
                fired.add(a.neuron(i) + " (" + (int) a.value(i) + ")");
            }
            lines.add("token " + t + ": " + (fired.length() == 0 ? "no neuron fired" : "neurons (strengths) " + fired));
        }
        return lines + System.lineSeparator() + a.neurons() + " neurons in all";
    }
}
