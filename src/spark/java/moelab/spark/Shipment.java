package moelab.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import moelab.files.TemporaryDirectory;
import moelab.jobs.Workplace;
import moelab.pretrained.PublishedModel;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The files of a job on their way to the executors, each of which fetches them once, from the driver.
 *
 * <p>Spark stores all files that it sends in one directory, each under the last part of its path. So a file is sent
 * under a unique name, and a directory is sent file by file and reassembled on arrival.
 *
 * @param job unique name of the job
 * @param files files and directories, by the names that the job gives them
 */
record Shipment(String job, Map<String, Parcel> files) implements Serializable {
    /**
     * One file or directory.
     *
     * @param told path by which the user named it
     * @param directory whether it is a directory
     * @param parts name of the file, or of each file in the directory, by the unique name under which Spark sends it
     */
    private record Parcel(String told, boolean directory, Map<String, String> parts) implements Serializable {}

    private static String last = ""; // the job that this process works for, and where its files are
    private static Workplace workplace;

    /** Returns the shipment of a job that runs in this process: its files stay where they are. */
    static Shipment nowhere(String job, Map<String, Path> files) {
        Map<String, Parcel> kept = new HashMap<>();
        files.forEach((name, file) -> kept.put(
                name, new Parcel("" + file, false, Map.of(file.toAbsolutePath().toString(), name))));
        return new Shipment(job, kept);
    }

    /**
     * Hands files to Spark, which sends them to executors on request, and returns the shipment.
     *
     * @param files files, and directories of published models, of which only what is read is sent
     * @param links a directory for links with the unique names; it must exist until the job is done
     */
    static Shipment of(String job, Map<String, Path> files, TemporaryDirectory links, JavaSparkContext spark)
            throws IOException {
        Map<String, Parcel> sent = new HashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path path = file.getValue().toRealPath();
            Map<String, String> parts = new HashMap<>();
            for (Path part : Files.isDirectory(path) ? PublishedModel.files(file.getValue()) : List.of(path)) {
                String name = job + "-" + file.getKey() + "-" + part.getFileName();
                spark.addFile(
                        linked(links.file(name), part.toRealPath()).toUri().toString());
                parts.put(name, part.getFileName().toString());
            }
            sent.put(file.getKey(), new Parcel("" + file.getValue(), Files.isDirectory(path), parts));
        }
        return new Shipment(job, sent);
    }

    /** Gives a file another name without copying it, where the system can. */
    private static Path linked(Path name, Path file) throws IOException {
        try {
            return Files.createLink(name, file);
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            return Files.copy(file, name);
        }
    }

    /** Returns the job's workplace in this process, which the first task creates and all tasks share. */
    Workplace arrived() throws IOException {
        synchronized (Shipment.class) {
            if (!last.equals(job)) {
                workplace = null; // frees what the previous job has read
                workplace = new Workplace(unpacked());
                last = job;
            }
            return workplace;
        }
    }

    private Map<String, Path> unpacked() throws IOException {
        Map<String, Path> places = new HashMap<>();
        for (Map.Entry<String, Parcel> file : files.entrySet()) {
            Parcel parcel = file.getValue();
            Path place = place(file.getKey(), parcel);
            if (parcel.directory) {
                Files.createDirectories(place);
                for (Map.Entry<String, String> part : parcel.parts.entrySet()) {
                    Files.move(
                            Path.of(SparkFiles.get(part.getKey())),
                            place.resolve(part.getValue()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            places.put(file.getKey(), place);
        }
        return places;
    }

    /** Returns where a file or directory is in this process, once it has arrived. */
    private Path place(String name, Parcel parcel) {
        if (parcel.directory) {
            return Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().resolve(job + "-" + name);
        }
        String sent = parcel.parts.keySet().iterator().next();
        return Path.of(sent).isAbsolute() ? Path.of(sent) : Path.of(SparkFiles.get(sent));
    }

    /** Returns a message in which the files are called as the user calls them, and not as they are called here. */
    String told(String message) {
        String told = message;
        for (Map.Entry<String, Parcel> file : files.entrySet()) {
            told = told.replace(place(file.getKey(), file.getValue()).toString(), file.getValue().told);
        }
        return told;
    }
}
