package moelab.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import moelab.jobs.JobTask;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Runs the one task of a partition, on an executor. */
final class RunTask<R extends Serializable> extends AbstractFunction2<TaskContext, Iterator<JobTask<R>>, Outcome<R>>
        implements Serializable {
    private static final long serialVersionUID = 1;

    private final Shipment shipment;
    private final Platform driver;

    RunTask(Shipment shipment, Platform driver) {
        this.shipment = shipment;
        this.driver = driver;
    }

    @Override
    public Outcome<R> apply(TaskContext context, Iterator<JobTask<R>> tasks) {
        String unlike = Platform.here()
                .unlike(driver, SparkEnv.get().blockManager().blockManagerId().host());
        if (unlike != null) {
            return new Outcome<>(null, unlike);
        }
        try {
            return new Outcome<>(tasks.next().run(shipment.arrived()), null);
        } catch (IllegalArgumentException wrong) {
            return new Outcome<>(null, shipment.told("" + wrong.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(shipment.told(e.toString()), e); // Spark repeats the task
        }
    }
}
