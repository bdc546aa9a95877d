package moelab.cli.course;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import moelab.cli.Interrupts;
import moelab.course.Home;
import moelab.course.student.StudentSolution;
import moelab.lesson.Chapter;
import moelab.lesson.ChapterException;
import moelab.lesson.ChapterPlayer;
import moelab.lesson.ChapterPrompt;
import moelab.lesson.TerminalScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab chapter N}: plays a chapter; without a number, lists them. */
@Command(
        name = "chapter",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a chapter of the walkthrough: text, code, output.",
            "Enter runs the next piece, q leaves. Ctrl-C stops what is running and keeps what there is.",
            "At its end a prompt opens, with the chapter's variables, to try things; /exit or Ctrl-D leaves it.",
            "Without a number: lists the chapters."
        })
public final class ChapterCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "N", description = "number of the chapter")
    private Integer number;

    @Option(names = "--all", description = "runs through without waiting for Enter, and ends without a prompt")
    private boolean all;

    @Option(names = "--mine", description = "plays it with your own solutions of the exercises that go with it")
    private boolean mine;

    @Override
    public Integer call() throws IOException {
        Path directory = Home.directory().resolve("chapters");
        if (number == null) {
            if (mine || all) {
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(), "the number of a chapter is missing, expected one with --mine or --all");
            }
            for (Path file : Chapter.list(directory)) {
                Chapter c = Chapter.read(file);
                System.out.printf(
                        "%-28s %3s min  %s%n",
                        c.title(), c.header().get("Minutes"), c.header().get("Question"));
            }
            return 0;
        }
        Chapter chapter = Chapter.find(directory, number);
        if (mine) {
            System.setProperty("moelab.mine", "true");
            System.out.println(StudentSolution.report(number));
        }
        boolean terminal = System.console() != null && System.getenv("NO_COLOR") == null;
        BufferedReader keys =
                all ? null : new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        TerminalScreen screen = new TerminalScreen(System.out, keys, terminal, TerminalScreen.terminalWidth());
        screen.head(chapter);
        try (ChapterPlayer player = new ChapterPlayer(directory.resolve("start.jsh"), screen)) {
            ChapterPrompt prompt = new ChapterPrompt(player, keys, System.out);
            try (Interrupts interrupts =
                    Interrupts.calling(player::stop, System.err, () -> screen.waiting() || prompt.waiting())) {
                player.play(chapter);
                if (!all) {
                    prompt.run();
                }
            }
            return 0;
        } catch (TerminalScreen.Left e) {
            return 0;
        } catch (ChapterException e) {
            spec.commandLine().getErr().println(e.getMessage().replace(Home.directory() + java.io.File.separator, ""));
            return 1;
        }
    }
}
