package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import moelab.experiment.ProgressListener;

/** Runs one task after the other on the calling thread. Every other engine must return the same result. */
public final class OneThread implements Engine {
    @Override
    public <R extends Serializable> R run(Job<R> job, ProgressListener progress) throws IOException {
        Workplace here = new Workplace(job.files());
        int tasks = job.tasks().size();
        progress.at(job.name(), 0, tasks);
        R sum = job.tasks().get(0).run(here);
        for (int done = 1; done < tasks; done++) {
            progress.at(job.name(), done, tasks);
            sum = job.sum().apply(sum, job.tasks().get(done).run(here));
        }
        progress.at(job.name(), tasks, tasks);
        return sum;
    }

    @Override
    public void close() {
        // it holds nothing
    }

    @Override
    public String toString() {
        return "one thread";
    }
}
