package moelab.pretrained;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The tokenizer of a published model: Hugging Face's native implementation, as packaged by the Deep Java Library.
 *
 * <p>The library contains native code for Linux, macOS and Windows and unpacks it once, into the directory
 * {@code .djl.ai} of the user's home. Nothing is downloaded: the library is set to offline mode, and its usage reports
 * are switched off. No other class refers to the library, so it is loaded only when a published model is opened.
 */
final class NativeTokenizer {
    private final HuggingFaceTokenizer tokenizer;

    /**
     * @param json the contents of a {@code tokenizer.json}
     * @throws IllegalArgumentException if that is not a tokenizer, or there is no native code for this machine
     */
    NativeTokenizer(String json) {
        configure();
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    Map.of("truncation", "false", "padding", "false"));
        } catch (EngineException | LinkageError e) {
            throw new IllegalArgumentException(
                    "the tokenizer's native code cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ", expected Linux (x86_64 or aarch64, glibc), macOS "
                            + "(aarch64) or Windows (x86_64): " + rootMessage(e),
                    e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a tokenizer: " + rootMessage(e), e);
        }
    }

    private static void configure() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu"); // do not look for a GPU
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // no warning about a missing logger
        Path home = Path.of(System.getProperty("user.home", ""));
        if (System.getenv("DJL_CACHE_DIR") == null
                && System.getProperty("DJL_CACHE_DIR") == null
                && !Files.isWritable(Files.isDirectory(home.resolve(".djl.ai")) ? home.resolve(".djl.ai") : home)) {
            System.setProperty("DJL_CACHE_DIR", System.getProperty("java.io.tmpdir"));
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Returns the subwords of a text.
     *
     * @param framed whether to add the special subwords that the tokenizer puts around a sentence
     */
    int[] encode(String text, boolean framed) {
        return Arrays.stream(tokenizer.encode(text, framed, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Returns the text of subwords, without special ones such as the end of a sentence. */
    String decode(int[] subwords) {
        return decode(subwords, true);
    }

    /**
     * Returns the text of subwords.
     *
     * @param skipSpecial whether to leave out special subwords; otherwise their names are part of the text
     */
    String decode(int[] subwords, boolean skipSpecial) {
        return tokenizer.decode(Arrays.stream(subwords).asLongStream().toArray(), skipSpecial);
    }
}
