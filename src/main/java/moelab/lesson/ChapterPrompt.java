package moelab.lesson;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;

/**
 * The prompt at the end of a chapter. The chapter's variables are still there, so that readers can try what it
 * proposes.
 *
 * <p>Input is evaluated as soon as JShell considers it complete; an empty line ends what is not complete and does
 * nothing otherwise. A mistake is reported, and the prompt returns. {@code /exit}, {@code q} or the end of input
 * (Ctrl-D) leaves.
 */
public final class ChapterPrompt {
    private static final Set<String> LEAVE = Set.of("q", "/exit", "/ex");
    private final ChapterPlayer player;
    private final BufferedReader keys;
    private final PrintStream out;
    private volatile boolean waiting;

    /**
     * Creates a prompt.
     *
     * @param player the player that has played the chapter
     * @param keys keyboard input
     */
    public ChapterPrompt(ChapterPlayer player, BufferedReader keys, PrintStream out) {
        this.player = player;
        this.keys = keys;
        this.out = out;
    }

    /** Returns whether the prompt is waiting for a line. */
    public boolean waiting() {
        return waiting;
    }

    /** Evaluates lines until the reader leaves or the input ends. */
    public void run() throws IOException {
        out.println("All variables of the chapter are here: try things. /exit or Ctrl-D leaves.");
        String typed = "";
        while (true) {
            out.print(typed.isEmpty() ? "lab> " : "...> ");
            out.flush();
            String line = next();
            if (line == null || typed.isEmpty() && LEAVE.contains(line.strip())) {
                out.println();
                return;
            }
            if (typed.isEmpty() && line.isBlank()) {
                continue;
            }
            typed += line + "\n";
            if (!line.isBlank() && !player.complete(typed)) {
                continue;
            }
            try {
                player.evaluate(typed);
            } catch (ChapterException mistake) {
                out.println("  " + mistake.getMessage().replaceFirst("^prompt:\\d+: ", ""));
            }
            typed = "";
        }
    }

    private String next() throws IOException {
        waiting = true;
        try {
            return keys.readLine();
        } finally {
            waiting = false;
        }
    }
}
