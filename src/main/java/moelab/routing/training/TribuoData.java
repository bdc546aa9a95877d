package moelab.routing.training;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** What experts contribute on recorded tokens, as Tribuo's data sets: one example per token. */
final class TribuoData {
    private TribuoData() {}

    /**
     * Returns the experts worth having as labels: on each token the {@code wanted} experts that contribute most,
     * without those that contribute nothing.
     *
     * @param contribution what "most" means
     * @param wanted how many experts a token wants
     * @param seen decoder states and what fired there
     */
    static MutableDataset<MultiLabel> labels(
            ExpertContribution contribution,
            int wanted,
            DenseFeedForward network,
            ExpertLayout layout,
            Activations seen) {
        FMatrixRMaj y = contribution.of(seen, network.outputWeights(), layout);
        String[] features = TribuoModel.names(seen.dimension(), TribuoModel::feature);
        Label[] labels = new Label[layout.experts()];
        Arrays.setAll(labels, e -> new Label(TribuoModel.expert(e)));
        MutableDataset<MultiLabel> data = TribuoModel.dataset(new MultiLabelFactory());
        Selection best = new Selection(layout.experts(), 0);
        float[] row = new float[layout.experts()];
        for (int r = 0; r < seen.rows(); r++) {
            System.arraycopy(y.data, r * row.length, row, 0, row.length);
            int n = best.select(row, new Budget.TopK(wanted));
            Set<Label> useful = new HashSet<>();
            for (int i = 0; i < n; i++) {
                if (row[best.expert(i)] > 0) {
                    useful.add(labels[best.expert(i)]);
                }
            }
            data.add(TribuoModel.example(new MultiLabel(useful), features, seen.inputs(), r));
        }
        return data;
    }

    /**
     * Returns the contributions as regression targets, divided by their mean over all tokens and experts.
     *
     * @param contribution what is measured
     * @param seen decoder states and what fired there
     */
    static MutableDataset<Regressor> contributions(
            ExpertContribution contribution, DenseFeedForward network, ExpertLayout layout, Activations seen) {
        FMatrixRMaj y = contribution.of(seen, network.outputWeights(), layout);
        double mean = 0;
        for (float v : y.data) {
            mean += v / y.data.length;
        }
        String[] features = TribuoModel.names(seen.dimension(), TribuoModel::feature);
        String[] experts = TribuoModel.names(layout.experts(), TribuoModel::expert);
        MutableDataset<Regressor> data = TribuoModel.dataset(new RegressionFactory());
        for (int r = 0; r < seen.rows(); r++) {
            double[] target = new double[experts.length];
            for (int e = 0; e < target.length; e++) {
                target[e] = y.data[r * target.length + e] / (mean == 0 ? 1 : mean);
            }
            data.add(TribuoModel.example(new Regressor(experts, target), features, seen.inputs(), r));
        }
        return data;
    }
}
