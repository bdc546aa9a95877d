package moelab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Shares;
import moelab.experts.ExpertContribution;
import moelab.moe.Moefication;
import moelab.routing.Router;
import moelab.routing.RouterReport;
import moelab.routing.training.TribuoReport;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/**
 * Compares routers over the same experts on held-out tokens: by the share of the output that the chosen experts
 * contribute, and by Tribuo's evaluators, which also serve routers that Tribuo did not train.
 *
 * @param experts number of experts per layer
 * @param tokens number of held-out tokens
 * @param rows results, layer by layer, share by share, router by router
 */
public record RouterComparison(int experts, int tokens, List<ComparedRouter> rows) {

    private static final List<String> LEGEND = List.of(
            "precision: share of the chosen experts that are among the best; recall: share of the best experts",
            "with an output other than 0 that are chosen; macro F1: mean over the experts of the harmonic mean",
            "of both; R2: share of the variance of an expert's output norm that its score explains (median).",
            "These four are from Tribuo's evaluators. mass, output: share of all activations and output norms",
            "that the chosen experts have; cost: share of the dense network's multiply-adds.");

    /**
     * One router in one layer, with a given number of experts per token.
     *
     * @param layer number of the decoder layer, from 0
     * @param router name of the router
     * @param keep share of the experts that the router may choose
     * @param tribuo Tribuo's evaluation on the output norms
     * @param mass share of the activation mass in the chosen experts
     * @param output share of the output norms in the chosen experts
     * @param cost the router's multiply-adds, as a share of the dense network's
     */
    public record ComparedRouter(
            int layer, String router, double keep, TribuoReport tribuo, double mass, double output, double cost) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "layer %d, %s at %s: %s; %.1f %% of the mass, %.1f %% of the output",
                    layer,
                    router,
                    Shares.name(keep),
                    tribuo,
                    100 * mass,
                    100 * output);
        }
    }

    public RouterComparison {
        rows = List.copyOf(rows);
    }

    /**
     * Trains every router for every layer, evaluates it, and returns the comparison. If the thread is interrupted, the
     * result has the rows that were complete by then.
     *
     * @param made the converted model whose experts are used
     * @param seen states of each layer to train on
     * @param heldOut states of each layer to evaluate on
     */
    public static RouterComparison measure(
            Moefication made,
            List<Activations> seen,
            List<Activations> heldOut,
            List<RouterKind> kinds,
            List<Double> shares,
            long seed,
            ProgressListener progress) {
        List<List<ComparedRouter>> rows = new ArrayList<>(); // one list per layer and share
        for (int i = 0; i < made.layers().size() * shares.size(); i++) {
            rows.add(new ArrayList<>());
        }
        int experts = made.layers().get(0).layout().experts();
        int done = 0;
        for (int layer = 0; layer < made.layers().size(); layer++) {
            Moefication.ConvertedLayer l = made.layers().get(layer);
            FMatrixRMaj mass =
                    ExpertContribution.MASS.of(heldOut.get(layer), l.network().outputWeights(), l.layout());
            FMatrixRMaj output =
                    ExpertContribution.OUTPUT.of(heldOut.get(layer), l.network().outputWeights(), l.layout());
            for (RouterKind kind : kinds) {
                progress.at(
                        "training and evaluating routers",
                        done++,
                        (long) kinds.size() * made.layers().size());
                if (Thread.interrupted()) {
                    return new RouterComparison(experts, heldOut.get(0).rows(), flat(rows));
                }
                Router router = kind.trainer(experts, seed).train(l.network(), l.layout(), seen.get(layer));
                double cost = router.multiplyAdds()
                        / (2.0 * l.network().modelDimension() * l.network().hiddenDimension());
                for (int s = 0; s < shares.size(); s++) {
                    int count = (int) Math.max(1, Math.round(shares.get(s) * experts));
                    rows.get(layer * shares.size() + s)
                            .add(new ComparedRouter(
                                    layer,
                                    kind.toString(),
                                    shares.get(s),
                                    TribuoReport.of(
                                            router,
                                            l.network(),
                                            l.layout(),
                                            heldOut.get(layer),
                                            ExpertContribution.OUTPUT,
                                            count),
                                    RouterReport.of(router, heldOut.get(layer).inputs(), mass, count)
                                            .captured(),
                                    RouterReport.of(router, heldOut.get(layer).inputs(), output, count)
                                            .captured(),
                                    cost));
                }
            }
        }
        progress.at("training and evaluating routers", done, done);
        return new RouterComparison(experts, heldOut.get(0).rows(), flat(rows));
    }

    private static List<ComparedRouter> flat(List<List<ComparedRouter>> rows) {
        return rows.stream().flatMap(List::stream).toList();
    }

    /** Returns the rows as comma-separated values with a header. */
    public String toCsv() {
        CsvText csv = new CsvText("layer,router,keep,precision,recall,macro_f1,r_squared,mass,output,cost");
        rows.forEach(r -> csv.add(
                r.layer,
                r.router,
                r.keep,
                r.tribuo.precision(),
                r.tribuo.recall(),
                r.tribuo.macroF1(),
                r.tribuo.rSquared(),
                r.mass,
                r.output,
                r.cost));
        return csv.toString();
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "Routers over %d experts per layer, on %,d held-out tokens%n%-7s%-6s%-20s%10s%8s" + "%10s%7s%7s%8s%7s",
                experts,
                tokens,
                "layer",
                "keep",
                "router",
                "precision",
                "recall",
                "macro F1",
                "R2",
                "mass",
                "output",
                "cost"));
        ComparedRouter before = null;
        for (ComparedRouter r : rows) {
            boolean same = before != null && before.layer == r.layer && before.keep == r.keep;
            report.append(String.format(
                    Locale.ROOT,
                    "%n%-7s%-6s%-20s%10.3f%8.3f%10.3f%7.2f%6.1f%%%7.1f%%%6.1f%%",
                    same ? "" : r.layer,
                    same ? "" : Shares.name(r.keep),
                    r.router,
                    r.tribuo.precision(),
                    r.tribuo.recall(),
                    r.tribuo.macroF1(),
                    r.tribuo.rSquared(),
                    100 * r.mass,
                    100 * r.output,
                    100 * r.cost));
            before = r;
        }
        for (String line : LEGEND) {
            report.append(System.lineSeparator()).append(line);
        }
        return report.toString();
    }
}
