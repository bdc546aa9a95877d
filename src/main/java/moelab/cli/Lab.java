package moelab.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import moelab.cli.model.CountCommand;
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
import moelab.cli.study.SizesCommand;
import moelab.cli.study.SweepCommand;
import moelab.cli.study.TradeOffCommand;
import moelab.cli.tool.BleuCommand;
import moelab.cli.tool.KMeansCommand;
import moelab.cli.tool.PartitionCommand;
import moelab.files.Quoted;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line, {@code ./lab COMMAND}.
 *
 * <p>Every command is a class of a package below this one that does the work or throws; {@link Complaint} turns what it
 * throws into one line on standard error and an exit status.
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
            CountCommand.class,
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
            SizesCommand.class,
            SolutionCommand.class,
            SparsityCommand.class,
            SweepCommand.class,
            TableCommand.class,
            TradeOffCommand.class,
            TrainCommand.class,
            TranslateCommand.class,
        })
public final class Lab implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        StandardError.install();
        StandardOutput output = StandardOutput.install();
        int status = run(args);
        System.out.flush();
        System.exit(output.status(status, System.err));
    }

    /** Runs one command and returns its exit status. */
    static int run(String... args) {
        CommandLine lab = commandLine();
        try {
            return lab.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                    .execute(args);
        } catch (Throwable e) { // an Error, which picocli lets pass
            return Complaint.about(e).print("lab", lab.getErr());
        }
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Lab())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> {
                    CommandLine at = e.getCommandLine();
                    String command = at.getCommandSpec().qualifiedName();
                    return Complaint.ofArguments(reason(e), command).print(command, at.getErr());
                })
                .setExecutionExceptionHandler((e, at, parsed) ->
                        Complaint.about(e).print(at.getCommandSpec().qualifiedName(), at.getErr()));
    }

    /** Returns what is wrong with the arguments, and what may have been meant. */
    private static String reason(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            String value = e.getValue() == null ? "" : e.getValue();
            return String.valueOf(e.getMessage()).replace("'" + value + "'", Quoted.of(value));
        }
        String first = Quoted.of(unmatched.getUnmatched().get(0));
        boolean command = e.getCommandLine().getCommandSpec().parent() == null;
        List<String> near = unmatched.getSuggestions();
        return "there is no " + (command ? "command" : unmatched.isUnknownOption() ? "option" : "argument") + " "
                + first + (near.isEmpty() ? "" : ", did you mean " + near.get(0) + "?");
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
