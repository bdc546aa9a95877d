package moelab.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LearningCurveProperties {
    @Property(tries = 100)
    void aCurveComesBackFromItsCsv(@ForAll List<@IntRange(min = 1, max = 1_000_000) Integer> steps) {
        LearningCurve curve = new LearningCurve(steps.stream()
                .map(s -> new LearningCurve.Evaluation(
                        s, s / 7.0, s / 3.0, 1e-3 / s, 1e-4, 9.0 / s, 8.0 / s, s % 100 + s / 1e7, 1.0 / s))
                .toList());
        LearningCurve again = LearningCurve.fromCsv(curve.toCsv());
        assertEquals(curve.toCsv(), again.toCsv());
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(
                    curve.points().get(i).bleu(),
                    again.points().get(i).bleu(),
                    "to the last bit, for it decides what is kept");
        }
    }

    @Example
    void aMalformedCurveNamesFileAndLine() {
        String csv = new LearningCurve(List.of(new LearningCurve.Evaluation(1, 1, 1, 1, 1, 1, 1, 1, 1))).toCsv();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> LearningCurve.fromCsv(csv + "1,2,x\n"))
                .getMessage()
                .startsWith("line 3"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> LearningCurve.fromCsv("a,b\n"))
                .getMessage()
                .startsWith("line 1"));
    }
}
