package moelab.jobs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.experiment.ProgressListener;

/**
 * What a cluster does to a job, without one: tasks and results travel as bytes, tasks are spread over some workplaces,
 * end in a random order, and some of them are run twice.
 */
final class ScatteredEngine implements Engine {
    private static final int WORKPLACES = 3;
    private final Random random;

    ScatteredEngine(long seed) {
        random = new Random(seed);
    }

    @Override
    public <R extends Serializable> R run(Job<R> job, ProgressListener progress) throws IOException {
        List<Workplace> places = IntStream.range(0, WORKPLACES)
                .mapToObj(i -> new Workplace(job.files()))
                .toList();
        int tasks = job.tasks().size();
        List<Integer> order = new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
        IntStream.range(0, tasks / 3).forEach(again -> order.add(random.nextInt(tasks)));
        Collections.shuffle(order, random);
        OrderedMerge<R> merge = new OrderedMerge<>(tasks, job.sum());
        for (int number : order) {
            JobTask<R> task = sent(job.tasks().get(number));
            merge.add(number, sent(task.run(places.get(random.nextInt(WORKPLACES)))));
        }
        return merge.sum();
    }

    private static <T extends Serializable> T sent(T object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked") // what was written
            T arrived = (T) in.readObject();
            return arrived;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
