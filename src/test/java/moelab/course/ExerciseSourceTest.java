package moelab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the lines of a master. */
class ExerciseSourceTest {

    @Test
    void stubSolutionAndHintsAreCutOutOfOneText() {
        ExerciseSource master = ExerciseSource.parse("A", """
                class A {
                    int one() {
                        // BEGIN SOLUTION
                        // HINT 1.1: Is it two,
                        //     or one?
                        // HINT 1.1: One.
                        // AFTER: Ours is shorter.
                        //     Chapter 2 goes on.
                        //
                        return 1; // HINT at the end of a line is none
                        // STUB: throw new Unsolved("1.1", "one");
                        // END SOLUTION
                    }
                    // BEGIN SOLUTION

                    private int helper;
                    // END SOLUTION
                }
                """);
        assertEquals("""
                class A {
                    int one() {
                        throw new Unsolved("1.1", "one");
                    }
                }
                """, master.stub());
        assertEquals("""
                class A {
                    int one() {
                        //
                        return 1; // HINT at the end of a line is none
                    }

                    private int helper;
                }
                """, master.solution());
        assertEquals(Map.of("1.1", List.of("Is it two, or one?", "One.")), master.hints());
        assertEquals(List.of(), master.hints("1.2"));
        assertEquals("Ours is shorter. Chapter 2 goes on.", master.after());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "// BEGIN SOLUTION;// BEGIN SOLUTION;// END SOLUTION | A.java:2: // BEGIN SOLUTION inside a solution",
                "a;// END SOLUTION                                   | A.java:2: // END SOLUTION outside a solution",
                "// STUB: a;                                         | A.java:1: a STUB outside a solution",
                "// BEGIN SOLUTION;a                                 | A.java:2: a solution without END SOLUTION",
            })
    void markersThatDoNotMatchAreNamedWithTheirLine(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ExerciseSource.parse("A", text.replace(';', '\n')))
                        .getMessage());
    }
}
