package moelab.cli;

import moelab.experiment.ProgressListener;

/** Shows one {@link Progress} after the other, a new one whenever the task changes. */
public final class TaskProgress implements ProgressListener, AutoCloseable {
    private String task = "";
    private Progress progress;

    @Override
    public void at(String current, long done, long total) {
        if (!current.equals(task)) {
            close();
            task = current;
            progress = new Progress(current, total);
        }
        progress.to(done);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
        task = "";
    }
}
