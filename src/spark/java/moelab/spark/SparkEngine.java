package moelab.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import moelab.experiment.ProgressListener;
import moelab.files.TemporaryDirectory;
import moelab.jobs.Engine;
import moelab.jobs.Job;
import moelab.jobs.JobTask;
import moelab.jobs.OrderedMerge;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs jobs on Apache Spark: each task of a job is one partition of a data set and therefore one Spark task.
 *
 * <p>Spark delivers the result of each partition exactly once, whichever attempt it came from: results of a lost
 * executor are discarded, and of two attempts at a slow task the first to finish counts. The driver adds each result to
 * its neighbors as it arrives ({@link OrderedMerge}) and keeps no list of results.
 */
final class SparkEngine implements Engine {
    /** Our own setting for the number of seconds to wait for the first executor. */
    static final String WAIT = "spark.moelab.wait";

    private static final int USUAL_WAIT = 60;

    /** How the number of an application begins that no master has given one. */
    private static final String UNREGISTERED = "spark-application-";

    private final Master master;
    private final JavaSparkContext spark;
    private final Watch watch;

    SparkEngine(Master master, Map<String, String> settings) throws IOException {
        this.master = master;
        int patience = patience(settings);
        long begun = System.nanoTime();
        this.spark = connected(Configuration.of(master, settings));
        try {
            if (!master.isLocal()) {
                requireExecutor(patience);
            }
        } catch (IllegalArgumentException nobody) {
            close();
            throw nobody;
        }
        this.watch = new Watch((System.nanoTime() - begun) * 1e-9);
        spark.sc().addSparkListener(watch);
    }

    /** Returns the number of seconds to wait for the first executor. */
    static int patience(Map<String, String> settings) {
        // what spark-submit was given arrives as a system property
        String told = settings.getOrDefault(WAIT, System.getProperty(WAIT, "" + USUAL_WAIT));
        if (!told.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(WAIT + " is " + told + ", expected a number of seconds");
        }
        return Integer.parseInt(told);
    }

    private JavaSparkContext connected(SparkConf conf) {
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) { // Scala declares no exceptions, and wrong settings cause many kinds
            throw new IllegalArgumentException(
                    "--master is " + master.url() + ", where Spark does not start: " + Failures.line(e), e);
        }
    }

    private void requireExecutor(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (spark.sc().statusTracker().getExecutorInfos().length < 2) { // the driver is one of them
            if (spark.sc().isStopped() && spark.sc().applicationId().startsWith(UNREGISTERED)) {
                throw new IllegalArgumentException("--master is " + master.url() + ", where something answers that "
                        + "does not accept this application, expected a master of Spark " + spark.version());
            }
            if (spark.sc().isStopped() || System.nanoTime() > end) {
                throw new IllegalArgumentException("no executor of " + master.url() + " came within " + seconds
                        + " s, expected a worker with a free core and "
                        + spark.getConf().get("spark.executor.memory")
                        + " of free memory, on which executors start with Java "
                        + Runtime.version().feature() + " (the worker's directory has what they said)");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalArgumentException("interrupted while waiting for executors", e);
            }
        }
    }

    @Override
    public <R extends Serializable> R run(Job<R> job, ProgressListener progress) throws IOException {
        watch.begin();
        long begun = System.nanoTime();
        String name = "job-" + UUID.randomUUID();
        try (TemporaryDirectory links = TemporaryDirectory.create("moelab-links-")) {
            Shipment shipment = master.isLocal()
                    ? Shipment.nowhere(name, job.files())
                    : Shipment.of(name, job.files(), links, spark);
            R sum = run(job, shipment, progress);
            double seconds = (System.nanoTime() - begun) * 1e-9;
            try {
                spark.sc().listenerBus().waitUntilEmpty();
            } catch (TimeoutException e) {
                // the watch has not seen all tasks; its line says how many attempts it covers
            }
            System.err.println(watch.summary(job.tasks().size(), seconds));
            return sum;
        }
    }

    private <R extends Serializable> R run(Job<R> job, Shipment shipment, ProgressListener progress)
            throws IOException {
        int tasks = job.tasks().size();
        progress.at(job.name(), 0, tasks);
        JavaRDD<JobTask<R>> partitions = spark.parallelize(job.tasks(), tasks);
        Collected<R> collected = new Collected<>(job, progress);
        List<Object> all = IntStream.range(0, tasks).mapToObj(i -> (Object) i).toList();
        ClassTag<Outcome<R>> type = ClassTag.apply(Outcome.class);
        try {
            spark.sc()
                    .runJob(
                            partitions.rdd(),
                            new RunTask<R>(shipment, Platform.here()),
                            CollectionConverters.asScala(all).toSeq(),
                            collected,
                            type);
        } catch (Exception e) { // Scala does not declare its SparkException
            collected.requireNoComplaint();
            if (e instanceof SparkException || e instanceof IllegalStateException) {
                throw new IOException("the cluster gave up: " + Failures.line(e), e);
            }
            throw e;
        }
        collected.requireNoComplaint();
        return collected.sum();
    }

    /** Receives each result once, in the order in which tasks end. */
    private static final class Collected<R extends Serializable>
            extends AbstractFunction2<Object, Outcome<R>, BoxedUnit> {
        private final Job<R> job;
        private final ProgressListener progress;
        private final OrderedMerge<R> merge;
        private String complaint; // the first one; it ends the job

        Collected(Job<R> job, ProgressListener progress) {
            this.job = job;
            this.progress = progress;
            this.merge = new OrderedMerge<>(job.tasks().size(), job.sum());
        }

        @Override
        public synchronized BoxedUnit apply(Object partition, Outcome<R> outcome) {
            if (outcome.complaint() != null) {
                complaint = complaint == null ? outcome.complaint() : complaint;
                throw new IllegalArgumentException(complaint); // ends the job
            }
            merge.add((Integer) partition, outcome.result());
            progress.at(job.name(), merge.arrived(), job.tasks().size());
            return BoxedUnit.UNIT;
        }

        synchronized void requireNoComplaint() {
            if (complaint != null) {
                throw new IllegalArgumentException(complaint);
            }
        }

        synchronized R sum() {
            return merge.sum();
        }
    }

    @Override
    public void close() {
        spark.stop();
    }

    @Override
    public String toString() {
        return "Spark " + spark.version() + " at " + master.url();
    }
}
