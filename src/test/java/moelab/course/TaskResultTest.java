package moelab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moelab.course.task.TaskResult;
import org.junit.jupiter.api.Test;

/** What a report keeps of texts that a student's code makes up. */
class TaskResultTest {
    @Test
    void controlCharactersAreShownByTheirNumbers() {
        TaskResult r = new TaskResult("1.1", false, "a\u001b[2J\u0007b\r\n\tc\rd\u202e", "\u0000");
        assertEquals("a\\u001b[2J\\u0007b\r\n\tc\\u000dd\\u202e", r.report());
        assertEquals("\\u0000", r.printed());
    }

    @Test
    void reportAndPrintedTextTogetherStayShort() {
        TaskResult r = new TaskResult("1.1", false, "\u0007".repeat(1_000_000), "\u001b".repeat(5_000));
        assertEquals(TaskResult.LONGEST, (r.report() + "\nprinted:\n" + r.printed()).length());
        assertTrue(r.report().endsWith(" ... (cut, 1000000 characters in all)"), r::report);
        assertTrue(r.printed().endsWith(" ... (cut, 5000 characters in all)"), r::printed);
        assertEquals(r, new TaskResult(r.number(), false, r.report(), r.printed()));
        assertTrue(new TaskResult("1.1", true, "", "p".repeat(3_000)).printed().length() > 1_900);
    }
}
