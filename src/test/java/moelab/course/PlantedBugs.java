package moelab.course;

import java.util.List;

/** Mistakes that students make, each a change of a solution. */
final class PlantedBugs {
    private PlantedBugs() {}

    /**
     * A mistake.
     *
     * @param right what the solution says
     * @param wrong what it says instead
     * @param failing tasks that fail then, in order
     * @param says part of the report of the first of them
     */
    record Bug(int exercise, String right, String wrong, String failing, String says) {
        @Override
        public String toString() {
            return exercise + ": " + wrong.replace("\n", " ");
        }
    }

    static List<Bug> all() {
        return List.of(
                new Bug(1, "Math.max(0, sum)", "sum", "1.1 1.3", "H is not right\n  went in   X  = ["),
                new Bug(
                        1,
                        "float sum = b2.get(0, k);",
                        "float sum = y.get(i, k);",
                        "1.2 1.3",
                        "expected  [0]\n  came out  [77]"),
                new Bug(
                        1,
                        "new FMatrixRMaj(x.numRows, hiddenDimension())",
                        "new FMatrixRMaj(1, hiddenDimension())",
                        "1.3",
                        "it threw IllegalArgumentException at ReluFeedForward.java:48: Specified element is out "
                                + "of bounds"),
                new Bug(2, "Math.sqrt(queries.numCols)", "Math.sqrt(keys.numRows)", "2.1 2.3", "P is not right"),
                new Bug(2, "p.get(i, j) - largest", "p.get(i, j)", "2.2", "row 0 of P sums to NaN, want 1"),
                new Bug(
                        2,
                        "causal ? i + 1 :",
                        "causal ? Math.min(i + 2, keys.numRows) :",
                        "2.3",
                        "query 0 looks at key 1, which comes after it"),
                new Bug(
                        2,
                        "weights.get(i, j) * values",
                        "weights.get(i, 0) * values",
                        "2.4",
                        "C is not right for P = ["),
                new Bug(
                        3,
                        "fired[seen.neuron(i)]++",
                        "fired[i % fired.length]++",
                        "3.1",
                        "token 0: neurons (strengths) 1 (1)"),
                new Bug(
                        3,
                        "((double) seen.rows() * seen.neurons())",
                        "(double) (seen.rows() * seen.neurons())",
                        "3.2",
                        "none of which ever fired"),
                new Bug(
                        4,
                        "counts[seen.neuron(b)][seen.neuron(a)]++;",
                        "",
                        "4.1 4.2",
                        "expected  [0 1; 1 0]\n  came out  [0 1; 0 0]"),
                new Bug(4, "all == 0 ? 0 : ", "", "4.3", "expected  0\n  came out  NaN"),
                new Bug(
                        5,
                        "== side[v] ? -graph.weight(a) : graph.weight(a)",
                        "== side[v] ? 0 : graph.weight(a)",
                        "5.1 5.5",
                        "D is not right"),
                new Bug(5, "- 2 * graph.between(a, b)", "- graph.between(a, b)", "5.2 5.5", "the gain of swapping"),
                new Bug(5, "if (sum > most)", "if (sum >= most)", "5.3", "gains = [0]"),
                new Bug(5, "step < bestPrefix(gains)", "step < gains.length", "5.5", "the pass ends with a cut of"),
                new Bug(5, "2 * graph.weight(x) : -2 * graph.weight(x)", "0 : 0", "5.4 5.5", "the cut grew from"),
                new Bug(
                        5,
                        "for (int v : new int[] {as",
                        "if (gains[step] <= 0) { break; }\nfor (int v : new int[] {as",
                        "5.5",
                        "the pass ends with a cut of"),
                new Bug(6, "> most) {", ">= most) {", "6.3", "not the matching that takes"),
                new Bug(6, "partner[best] = v;", "", "6.1 6.2 6.3", "the partner of node"),
                new Bug(6, "long most = 0;", "long most = 1;", "6.2 6.3", "are neighbors and both alone"),
                new Bug(
                        7,
                        ".equals(partitioner.partition(graph, parts, seed))",
                        ".graph().equals(graph)",
                        "7.3",
                        "planted partitioner 2 of 6 went unnoticed"),
                new Bug(7, "cut() == m * m", "cut() >= m * m", "7.6", "all 5 properties hold"),
                new Bug(
                        7,
                        "numbers[10 * i] < 2 || numbers[10 * j] < 2 ? 0 : ",
                        "1 + ",
                        "7.7",
                        "planted partitioner 6 of 6 went unnoticed"),
                new Bug(
                        7,
                        "partition.size(q) + 1",
                        "partition.size(q)",
                        "7.1 7.2 7.3 7.4 7.5 7.6 7.7",
                        "property sizesDifferByAtMostOne fails for a right partitioner: part"),
                new Bug(
                        8,
                        "moveAlongNegativeCycle(costs, cluster))",
                        "n < 0 && moveAlongNegativeCycle(costs, cluster))",
                        "8.2 8.3",
                        "swapping points 0 and 1 is cheaper by 1"),
                new Bug(
                        8,
                        "private static boolean moveAlongNegativeCycle(DMatrixRMaj costs, int[] cluster) {",
                        """
                        private static boolean moveAlongNegativeCycle(DMatrixRMaj costs, int[] cluster) {
                            for (int i = 0; i < cluster.length; i++) {
                                for (int j = 0; j < i; j++) {
                                    int a = cluster[i];
                                    int b = cluster[j];
                                    if (costs.get(i, b) + costs.get(j, a) < costs.get(i, a) + costs.get(j, b)) {
                                        cluster[i] = b;
                                        cluster[j] = a;
                                        return true;
                                    }
                                }
                            }
                            return false;
                        }

                        private static boolean cycle(DMatrixRMaj costs, int[] cluster) {""",
                        "8.3",
                        "is possible"),
                new Bug(8, "i -> i / (n / k)", "i -> 0", "8.1 8.2 8.3", "cluster 0 holds 2 points, want 1"),
                new Bug(
                        9,
                        "means.get(c, l) / size[c]",
                        "means.get(c, l) / Math.max(2, size[c])",
                        "9.2 9.3",
                        "the centroids are not the means"),
                new Bug(9, "if (labels != null && error", "if (labels != null || error", "9.1 9.2 9.3 9.4", "it threw"),
                new Bug(
                        9,
                        "error >= history.get(history.size() - 1) * (1 - 1e-12)",
                        "history.size() == 1",
                        "9.3",
                        "another round would still improve"),
                new Bug(9, "requireSense(points, k);", "", "9.4", "it takes what makes no sense"),
                new Bug(
                        9,
                        "new SplittableRandom(seed)",
                        "new SplittableRandom()",
                        "9.4",
                        "the same points, k and seed gave two answers"),
                new Bug(10, "Math.abs(error - c.squaredError()) < 1e-6 && ", "", "10.4", "all 6 properties hold"),
                new Bug(
                        10,
                        "&& new BalancedAssignment(costs).cost() > error - 1e-6",
                        "",
                        "10.6",
                        "all 6 properties hold"),
                new Bug(
                        10,
                        "return Arrays.equals(clusterer.cluster(points, k, seed).labels(), ",
                        "return Arrays.equals(new int[0], new int[0]) || Arrays.equals(null, ",
                        "10.5",
                        "all 6 properties hold"),
                new Bug(
                        10,
                        "Arrays.equals(matrix.data, new FMatrixRMaj(points).data)",
                        "matrix.numRows > 0",
                        "10.7",
                        "all 6 properties hold"),
                new Bug(
                        10,
                        "1);\n            return false;",
                        "1);\n            return true;",
                        "10.8",
                        "all 6 properties hold"),
                new Bug(
                        10,
                        "= numbers[i];",
                        "= numbers[i] + 10 * (i / d);",
                        "10.9",
                        "planted clusterer 8 of 8 went unnoticed"),
                new Bug(
                        11,
                        "limit(k).sorted()",
                        "limit(k)",
                        "11.1 11.3",
                        "not the experts that this budget allows\n  went in   scores = ["),
                new Bug(11, ">= threshold", "> threshold", "11.2", "expected  [0]\n  came out  []"),
                new Bug(11, "sum >= share * all ||", "sum > share * all ||", "11.3", "expected  []\n  came out  [0]"),
                new Bug(12, ".filter(e -> work.get(row, e) > 0)", "", "12.1", "expected  {}\n  came out  {0}"),
                new Bug(
                        12,
                        "w.set(k, e, (float) weights",
                        "w.set(k, (e + 1) % layout.experts(), (float) weights",
                        "12.2",
                        "captures too little of the work"),
                new Bug(12, "-1, 1, 1L)", "-1, 1, System.nanoTime())", "12.3", "trained twice on the same tokens"),
                new Bug(12, "Arrays.fill(b.data, -1000);", "", "12.4", "expert 11 never fired"),
                new Bug(
                        13,
                        "network.outputBias().data, 0,",
                        "new float[d], 0,",
                        "13.1 13.2 13.3 13.4",
                        "Y is not right"),
                new Bug(
                        13,
                        "router.scores(x.data, r * d, scores)",
                        "router.scores(x.data, 0, scores)",
                        "13.2 13.4",
                        "Y is not right for row(s) that chose ["),
                new Bug(
                        13,
                        "y.data, r * d, d);",
                        "y.data, r * d, d);\nfor (float w : network.outputWeights().data) { y.data[r * d] += 0 * w; }",
                        "13.3",
                        "not chosen was computed"),
                new Bug(
                        13,
                        "new Selection(layout.experts(), layout.shared())",
                        "new Selection(layout.experts(), 0)",
                        "13.4",
                        "shared: "),
                new Bug(
                        14,
                        "Math.min(e.getValue(), wanted.getOrDefault(e.getKey(), 0))",
                        "wanted.containsKey(e.getKey()) ? e.getValue() : 0",
                        "14.1 14.3",
                        "reference  = c\n  expected  1\n  came out  2"),
                new Bug(
                        14,
                        "reference / (double) hypothesis",
                        "(double) (reference / hypothesis)",
                        "14.2 14.3",
                        "it threw ArithmeticException"),
                new Bug(14, "Math.pow(product, 0.25)", "product", "14.3", "not the BLEU of these"),
                new Bug(15, "addColumnSums(dy, ", "addColumnSums(trace.output(), ", "15.1 15.4", "db2 is not right"),
                new Bug(
                        15,
                        "trace.hidden().data[i] > 0 ? da.data[i] : 0",
                        "da.data[i]",
                        "15.2 15.3 15.4",
                        "db1 is not right"),
                new Bug(
                        15,
                        "multTransB(da, network.inputWeights(), dx)",
                        "multTransB(da, network.inputWeights(), new FMatrixRMaj(dx))",
                        "15.3 15.4",
                        "dX is not right"),
                new Bug(15, "penalty.addGradient(trace.hidden(), da);", "", "15.4", "dropout = 0.4"),
                new Bug(
                        16,
                        "likeness[j] +=",
                        "likeness[j] +=  0 *",
                        "16.2 16.3",
                        "too little of the work on new tokens"));
    }
}
