package moelab.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import moelab.cli.course.ChapterCommand;
import moelab.cli.course.CheckCommand;
import moelab.cli.course.ExercisesCommand;
import moelab.cli.course.GradeCommand;
import moelab.cli.course.HintCommand;
import moelab.cli.course.JShellCommand;
import moelab.cli.course.NotebooksCommand;
import moelab.cli.course.ResetCommand;
import moelab.cli.course.SiteCommand;
import moelab.cli.course.SolutionCommand;
import moelab.cli.model.ConvertCommand;
import moelab.cli.model.CorpusCommand;
import moelab.cli.model.CurveCommand;
import moelab.cli.model.PruneCommand;
import moelab.cli.model.SparsityCommand;
import moelab.cli.model.TableCommand;
import moelab.cli.model.TrainCommand;
import moelab.cli.model.TranslateCommand;
import moelab.cli.study.AblationsCommand;
import moelab.cli.study.BenchCommand;
import moelab.cli.study.ExpertsCommand;
import moelab.cli.study.LanguagesCommand;
import moelab.cli.study.RoutersCommand;
import moelab.cli.study.ScalingCommand;
import moelab.cli.study.TradeOffCommand;
import moelab.cli.tool.BleuCommand;
import moelab.cli.tool.KMeansCommand;
import moelab.cli.tool.PartitionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line, {@code ./lab COMMAND}.
 *
 * <p>Every command is a class of this package that does the work or throws. What went wrong with an argument or a file
 * is one line on standard error and exit status 2; an error that nobody foresaw shows its stack and exits with 1.
 */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        version = "moelab 0.1.0",
        description = "From a dense translation Transformer to one that runs on half of its decoder's FFN neurons.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AblationsCommand.class,
            BenchCommand.class,
            BleuCommand.class,
            ChapterCommand.class,
            ConvertCommand.class,
            CurveCommand.class,
            CheckCommand.class,
            CorpusCommand.class,
            ExercisesCommand.class,
            ExpertsCommand.class,
            GradeCommand.class,
            HintCommand.class,
            JShellCommand.class,
            KMeansCommand.class,
            LanguagesCommand.class,
            NotebooksCommand.class,
            PartitionCommand.class,
            PruneCommand.class,
            ResetCommand.class,
            RoutersCommand.class,
            ScalingCommand.class,
            SiteCommand.class,
            SolutionCommand.class,
            SparsityCommand.class,
            TableCommand.class,
            TradeOffCommand.class,
            TrainCommand.class,
            TranslateCommand.class,
        })
public final class Lab implements Runnable {
    /** A wrong argument, a missing or malformed file. */
    static final int WRONG_INPUT = 2;

    private static final int UNFORESEEN = 1;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        int status = run(args);
        System.out.flush();
        System.exit(status);
    }

    /** Runs one command; the exit status. */
    static int run(String... args) {
        return commandLine().execute(args);
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Lab())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> {
                    String command = e.getCommandLine().getCommandSpec().qualifiedName();
                    return complain(
                            e.getCommandLine().getErr(),
                            command + ": " + firstLine(e.getMessage()) + " (see " + command + " --help)");
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    String command = commandLine.getCommandSpec().qualifiedName();
                    if (e instanceof IllegalArgumentException || e instanceof IOException) {
                        return complain(commandLine.getErr(), command + ": " + explain(e));
                    }
                    e.printStackTrace(commandLine.getErr());
                    return UNFORESEEN;
                });
    }

    private static int complain(PrintWriter err, String line) {
        err.println(line);
        err.flush();
        return WRONG_INPUT;
    }

    private static String firstLine(String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("");
    }

    /** Java says only the name of a file for the commonest failures. */
    private static String explain(Exception e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return firstLine(e.getMessage()) + ": there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return firstLine(e.getMessage()) + ": may not be read or written";
        }
        if (e instanceof FileAlreadyExistsException) {
            return firstLine(e.getMessage()) + ": is in the way";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
