package moelab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import moelab.course.sandbox.SourceCompiler;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.course.task.TaskResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A class that changes what goes in, so that little is expected of it, passes no task by that. */
@ExtendWith(QuietLogs.class)
class InputsAreCopiesTest {
    private static final String ROUTER = """
            import moelab.experts.*; import moelab.routing.*; import moelab.sparsity.*; import moelab.transformer.*;
            import org.ejml.data.FMatrixRMaj;
            public class TribuoRouter implements moelab.exercise.LearnedRouter {
                public boolean[][] wanted(FMatrixRMaj work, int k) { return null; }
                public Router train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
                    BODY
                }
            }
            """;

    private static String passed(int exercise, String source) {
        StudentClass student = SourceCompiler.compile(Course.exercise(exercise).className(), source)
                .load();
        List<Task> tasks = Course.exercise(exercise).tasks();
        return tasks.stream()
                .map(t -> TaskResult.of(t, student))
                .filter(TaskResult::passed)
                .map(TaskResult::number)
                .collect(Collectors.joining(" "));
    }

    @Test
    void sentencesThatAreCleared() {
        assertEquals("", passed(14, """
                import java.util.*;
                public class ClippedBleu implements moelab.exercise.BleuSteps {
                    public long matches(List<String> h, List<String> r, int n) {
                        List<String> left = new ArrayList<>(r);
                        long m = h.stream().filter(left::remove).count();
                        h.clear();
                        return n > 1 ? 0 : m;
                    }
                    public double brevityPenalty(long h, long r) { return -1; }
                    public double score(List<List<String>> h, List<List<String>> r) { h.clear(); r.clear(); return 0; }
                }
                """));
    }

    @Test
    void weightsThatAreOverwritten() {
        for (String weight : List.of("0", "Float.NaN")) {
            assertEquals("16.1", passed(16, """
                    import moelab.experts.ExpertLayout;
                    public class OwnExperts implements moelab.experts.Splitter {
                        public ExpertLayout split(moelab.transformer.DenseFeedForward network,
                                moelab.sparsity.Activations seen, int experts) {
                            java.util.Arrays.fill(network.outputWeights().data, WEIGHT);
                            return ExpertLayout.random(network.hiddenDimension(), experts, 1);
                        }
                    }
                    """.replace("WEIGHT", weight)));
        }
    }

    @Test
    void aRouterThatDoesNotListen() {
        assertEquals("", passed(12, ROUTER.replace("BODY", """
                java.util.Arrays.fill(network.outputWeights().data, 0);
                FMatrixRMaj b = new FMatrixRMaj(1, layout.experts());
                for (int i = 0; i < b.numCols; i++) { b.data[i] = -i; }
                return new LinearRouter(new FMatrixRMaj(network.modelDimension(), b.numCols), b);
                """)));
    }

    @Test
    void aRouterThatComputesTheWholeNetwork() {
        assertEquals("", passed(12, ROUTER.replace("BODY", """
                FMatrixRMaj w1 = network.inputWeights(); FMatrixRMaj b1 = network.inputBias();
                FMatrixRMaj w2 = network.outputWeights();
                return new Router() {
                    public int experts() { return layout.experts(); }
                    public long multiplyAdds() { return 0; }
                    public void scores(float[] x, int at, float[] s) {
                        java.util.Arrays.fill(s, 0);
                        s[s.length - 1] = -1e-3f;
                        for (int j = 0; j < w1.numCols; j++) {
                            float a = b1.data[j];
                            for (int i = 0; i < w1.numRows; i++) { a += x[at + i] * w1.get(i, j); }
                            float norm = 0;
                            for (int i = 0; i < w2.numCols; i++) { norm += w2.get(j, i) * w2.get(j, i); }
                            s[layout.expertOf(j)] += a > 0 ? a * (float) Math.sqrt(norm) : 0;
                        }
                    }
                };
                """)));
    }
}
