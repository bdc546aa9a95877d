package moelab.peers;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.course.Home;
import moelab.peers.torch.Torch;
import moelab.peers.torch.TorchTraining;
import moelab.text.Corpora;
import moelab.timing.Machine;
import moelab.timing.Measured;
import moelab.training.SharedBatch;
import moelab.training.StepwiseTraining;
import moelab.training.StepwiseTraining.Taken;
import moelab.training.TrainingOptions;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;

/**
 * Times our training step beside PyTorch's: the shape of the shipped model, the same weights at the start, the same
 * sentence pairs, the loss, dropout, clipping and AdamW of {@code lab train}. There are two starts: random weights,
 * with which half of the neurons fire, and the shipped model, in whose decoder few do. Our products skip the others.
 *
 * <pre>
 *   mvn -Ppeers test-compile exec:exec@training-peers                      with two threads, then with one
 *   mvn -Ppeers test-compile exec:exec@training-peers -Dpeers.threads=2    one of them
 *   ... -Dpeers.starts=shipped                                             one of the starts
 * </pre>
 *
 * Before anything is timed, both sides must, without dropout, compute the same loss and the same gradients, and still
 * have the same loss after some steps. PyTorch may choose its form: padded batches; batches of sentences of nearly the
 * same length, which need little padding; padding in attention alone (packed); or both. Our own batches are always the
 * trainer's, whose sentences are of mixed lengths; ours is to choose whether a batch is cut into the usual four shards
 * or into one for each thread ({@code lab train --shards}).
 *
 * <p>The machine must be idle. PyTorch's threads wait for each other after every operation, ours three times in a step,
 * so that another program costs PyTorch much more.
 */
public final class TrainingPeers {
    private static final double SAME = 1e-3; // largest relative difference: a neuron near 0 may fire on one side alone
    private static final int VERIFIED = 8; // steps
    private static final int TIMED = 8; // batches in a round
    private static final int ROUNDS = 25;
    private static final double SECONDS = 50; // for one start and one number of threads

    private static final String PADDED = "PyTorch, padded";
    private static final String PACKED = "PyTorch, packed";
    private static final String SORTED = ", by length";

    private final Transformer start;
    private final TrainingOptions options;
    private final List<SharedBatch> batches;

    private TrainingPeers(Transformer start, TrainingOptions options, List<SharedBatch> batches) {
        this.start = start;
        this.options = options;
        this.batches = batches;
    }

    /**
     * Runs the comparison and prints it.
     *
     * @param args the numbers of threads, separated by commas; where to start, "random", "shipped" or both
     */
    public static void main(String[] args) throws Exception {
        System.out.println(Machine.here());
        try {
            System.out.println("PyTorch " + Torch.engine().getVersion());
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        TranslationModel shipped = TranslationModel.load(Home.checkpoint("en-fr"));
        TransformerConfig config = shipped.transformer().config();
        TrainingOptions options = TrainingOptions.defaults();
        List<SharedBatch> batches = SharedBatch.first(
                Corpora.open(null, "en-fr"), shipped.vocabulary(), options, config.maxLength(), TIMED);
        System.out.printf("Batches of %d target tokens; %s%n", options.batchTokens(), config);
        for (String from : args[1].split(",")) {
            boolean random = from.equals("random");
            if (!random && !from.equals("shipped")) {
                System.err.println("unknown start \"" + from + "\", expected random or shipped");
                System.exit(1);
            }
            Transformer start =
                    random ? Transformer.create(config, Parameters.initialized(options.seed())) : shipped.transformer();
            System.out.printf("%nStart: %s%n", random ? "random weights" : "the shipped model");
            new TrainingPeers(start, options, batches).compare(args[0].split(","));
        }
    }

    private void compare(String[] threads) {
        boolean padded = agrees(false);
        if (!(agrees(true) && padded)) {
            System.err.println("PyTorch computes something else than we do: its times say nothing");
            System.exit(1);
        }
        for (String n : threads) {
            measure(Integer.parseInt(n));
        }
    }

    /** Prints how far apart both sides are without dropout, and returns whether that is near enough. */
    private boolean agrees(boolean packed) {
        TrainingOptions plain =
                options.toBuilder().dropout(0).warmupSteps(VERIFIED).build();
        try (StepwiseTraining ours = new StepwiseTraining(start, plain);
                TorchTraining theirs = new TorchTraining(ours.model(), plain, packed)) {
            Taken a = ours.step(batches.get(0));
            theirs.prepare(batches.get(0));
            Taken b = theirs.step(batches.get(0));
            double loss = difference(a.nats(), b.nats());
            double norm = difference(a.gradientNorm(), b.gradientNorm());
            double worst = 0;
            String where = "";
            for (String name : ours.model().parameters().keySet()) {
                double gradient =
                        difference(TorchTraining.inOrder(name, ours.meanGradient(name)), theirs.meanGradient(name));
                where = gradient <= worst ? where : name;
                worst = Math.max(worst, gradient); // NaN stays NaN
            }
            for (SharedBatch batch : batches.subList(1, VERIFIED)) {
                theirs.prepare(batch);
                a = ours.step(batch);
                b = theirs.step(batch);
            }
            double last = difference(a.nats(), b.nats());
            System.out.printf(
                    Locale.ROOT,
                    "  %s: relative differences are %.1g of the loss, %.1g of the gradient's norm, at most %.1g of a"
                            + " gradient (%s); %.1g of the loss in step %d%n",
                    packed ? PACKED : PADDED,
                    loss,
                    norm,
                    worst,
                    where,
                    last,
                    VERIFIED);
            return loss <= SAME && norm <= SAME && worst <= SAME && last <= SAME;
        }
    }

    private static double difference(double a, double b) {
        return Math.abs(a - b) / Math.abs(a);
    }

    /** Returns the norm of the difference, relative to the norm. */
    private static double difference(float[] a, float[] b) {
        double squares = 0;
        double differences = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (double) a[i] * a[i];
            differences += Math.pow((double) a[i] - b[i], 2);
        }
        return a.length == b.length ? Math.sqrt(differences / squares) : Double.NaN;
    }

    private void measure(int threads) {
        Torch.threads(threads);
        TrainingOptions o = options.toBuilder().threads(threads).build();
        List<SharedBatch> sorted = SharedBatch.sorted(batches, options);
        TrainingOptions fewer = o.toBuilder().shards(threads).build();
        try (StepwiseTraining ours = new StepwiseTraining(start, o);
                StepwiseTraining wider = new StepwiseTraining(start, fewer);
                TorchTraining padded = new TorchTraining(ours.model(), o, false);
                TorchTraining packed = new TorchTraining(ours.model(), o, true)) {
            for (List<SharedBatch> all : List.of(batches, sorted)) {
                all.forEach(padded::prepare);
                all.forEach(packed::prepare);
            }
            Map<String, TrainingTable.Way> ways = new LinkedHashMap<>();
            ways.put("moelab", new TrainingTable.Way(true, ours::step, batches));
            if (fewer.shards() < o.shards()) {
                ways.put("moelab, a shard per thread", new TrainingTable.Way(true, wider::step, batches));
            }
            ways.put(PADDED, new TrainingTable.Way(false, padded::step, batches));
            ways.put(PADDED + SORTED, new TrainingTable.Way(false, padded::step, sorted));
            ways.put(PACKED, new TrainingTable.Way(false, packed::step, batches));
            ways.put(PACKED + SORTED, new TrainingTable.Way(false, packed::step, sorted));
            System.out.printf(
                    Locale.ROOT,
                    "%nThreads: %d; dropout %.2f, label smoothing %.1f; moelab cuts a batch into %d shards if nothing"
                            + " else is said%n",
                    threads,
                    o.dropout(),
                    o.labelSmoothing(),
                    o.shards());
            TrainingTable table = new TrainingTable(ways, ROUNDS, SECONDS);
            Measured ratio = table.overFastest();
            double call = Torch.callMicros();
            System.out.printf(
                    Locale.ROOT,
                    "%s%n  %s is %.2f times as fast as PyTorch in its fastest form, %s"
                            + " (%.2f to %.2f)%n"
                            + "  of PyTorch's times, %.1f us per token are for %d calls that took %.1f us if they did"
                            + " nothing%n  load average at the end: %.1f%n",
                    table,
                    table.fastest(true),
                    ratio.value(),
                    table.fastest(false),
                    ratio.low(),
                    ratio.high(),
                    call * padded.calls(sorted.get(0)) / options.batchTokens(),
                    padded.calls(sorted.get(0)),
                    call,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }
}
