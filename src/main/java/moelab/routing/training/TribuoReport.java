package moelab.routing.training;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.RouterReport;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/**
 * A router evaluated by Tribuo, as a multi-label classifier (the k experts that it chooses, against the k that
 * contribute most, if they contribute at all) and as a regression (its scores, after the best straight line, against
 * each expert's contribution).
 *
 * @param count k
 * @param precision of the experts that were chosen, the share that should be: precision at k (micro-averaged)
 * @param recall of the experts that should be chosen, the share that was (micro-averaged); without shared experts,
 *     {@link RouterReport#precision} is the same number
 * @param macroF1 mean over the experts of the harmonic mean of both: rarely used experts count as much as busy ones
 * @param rSquared share of the variance of an expert's contribution that its score explains, median over the experts
 *     whose contribution varies
 */
public record TribuoReport(int count, double precision, double recall, double macroF1, double rSquared) {

    /**
     * Evaluates a router and returns the report.
     *
     * @param work the contribution that the router should predict
     * @param heldOut tokens that it was not trained on
     * @param count k, the number of experts per token
     */
    public static TribuoReport of(
            Router router,
            DenseFeedForward network,
            ExpertLayout layout,
            Activations heldOut,
            ExpertContribution work,
            int count) {
        if (router.experts() != layout.experts() || count < 1 || count > layout.experts()) {
            throw new IllegalArgumentException("router of " + router.experts() + " experts and a choice of " + count
                    + " for a layout of " + layout.experts());
        }
        MultiLabelEvaluation labels = labels(router, network, layout, heldOut, work, count);
        return new TribuoReport(
                count,
                labels.microAveragedPrecision(),
                labels.microAveragedRecall(),
                labels.macroAveragedF1(),
                rSquared(router, network, layout, heldOut, work));
    }

    private static MultiLabelEvaluation labels(
            Router router,
            DenseFeedForward network,
            ExpertLayout layout,
            Activations heldOut,
            ExpertContribution work,
            int count) {
        int n = layout.experts();
        MutableDataset<MultiLabel> data = TribuoData.labels(work, count, network, layout, heldOut);
        Label[] experts = new Label[n];
        Arrays.setAll(experts, e -> new Label(TribuoModel.expert(e)));
        Map<MultiLabel, Integer> all = new LinkedHashMap<>();
        for (int e = 0; e < n; e++) {
            // also the experts that contribute to no token: they may be chosen
            all.put(new MultiLabel(Set.of(experts[e])), e);
        }
        Selection selection = new Selection(n, layout.shared());
        float[] scores = new float[n];
        return new MultiLabelEvaluator()
                .evaluate(
                        new RouterModel<>(data, new MultiLabelFactory().constructInfoForExternalModel(all), x -> {
                            router.scores(x, 0, scores);
                            Set<Label> chosen = new HashSet<>();
                            for (int i = selection.select(scores, new Budget.TopK(count)) - 1; i >= 0; i--) {
                                chosen.add(experts[selection.expert(i)]);
                            }
                            return new MultiLabel(chosen);
                        }),
                        data);
    }

    private static double rSquared(
            Router router,
            DenseFeedForward network,
            ExpertLayout layout,
            Activations heldOut,
            ExpertContribution work) {
        int n = layout.experts();
        MutableDataset<Regressor> data = TribuoData.contributions(work, network, layout, heldOut);
        String[] names = TribuoModel.names(n, TribuoModel::expert);
        double[] line = line(router, network, layout, heldOut, work);
        float[] scores = new float[n];
        Map<Regressor, Double> r2 = new RegressionEvaluator()
                .evaluate(
                        new RouterModel<>(data, data.getOutputIDInfo(), x -> {
                            router.scores(x, 0, scores);
                            double[] predicted = new double[n];
                            Arrays.setAll(predicted, e -> line[0] + line[1] * scores[e]);
                            return new Regressor(names, predicted);
                        }),
                        data)
                .r2();
        Set<String> varying = varying(work.of(heldOut, network.outputWeights(), layout));
        double[] values = r2.entrySet().stream()
                .filter(e -> varying.contains(e.getKey().getNames()[0]))
                .mapToDouble(Map.Entry::getValue)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    /** Returns the experts whose contribution is not always the same, up to rounding. */
    private static Set<String> varying(FMatrixRMaj work) {
        Set<String> names = new HashSet<>();
        for (int e = 0; e < work.numCols; e++) {
            float least = Float.POSITIVE_INFINITY;
            float most = 0;
            for (int r = 0; r < work.numRows; r++) {
                least = Math.min(least, work.get(r, e));
                most = Math.max(most, work.get(r, e));
            }
            if (most - least > 1e-3 * most) {
                names.add(TribuoModel.expert(e));
            }
        }
        return names;
    }

    /**
     * Returns intercept and slope of least squares from all scores to the contributions, which are divided by their
     * mean.
     */
    private static double[] line(
            Router router,
            DenseFeedForward network,
            ExpertLayout layout,
            Activations heldOut,
            ExpertContribution work) {
        FMatrixRMaj y = work.of(heldOut, network.outputWeights(), layout);
        int n = layout.experts();
        float[] scores = new float[n];
        double sumS = 0;
        double sumY = 0;
        double sumSs = 0;
        double sumSy = 0;
        for (int r = 0; r < heldOut.rows(); r++) {
            router.scores(heldOut.inputs().data, r * heldOut.dimension(), scores);
            for (int e = 0; e < n; e++) {
                double w = y.data[r * n + e];
                sumS += scores[e];
                sumY += w;
                sumSs += (double) scores[e] * scores[e];
                sumSy += scores[e] * w;
            }
        }
        double all = (double) n * heldOut.rows();
        double mean = sumY == 0 ? 1 : sumY / all;
        double variance = sumSs / all - sumS / all * (sumS / all);
        double slope = variance <= 0 ? 0 : (sumSy / all - sumS / all * (sumY / all)) / variance;
        return new double[] {(sumY / all - slope * sumS / all) / mean, slope / mean};
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "the best %d: precision %.3f, recall %.3f, macro F1 %.3f; R2 of the scores %.3f",
                count,
                precision,
                recall,
                macroF1,
                rSquared);
    }
}
