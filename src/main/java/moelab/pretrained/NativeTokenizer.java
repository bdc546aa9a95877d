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
 * The tokenizer that published models come with: Hugging Face's own, in native code, as the Deep Java Library packs it.
 *
 * <p>The code for Linux, macOS and Windows is inside the library; it is unpacked once, into {@code .djl.ai} of the home
 * directory. Nothing is fetched: the library is told that it is offline and not to report its use. No other class knows
 * the library, so that nobody loads it who opens no published model.
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
        System.setProperty("RUST_FLAVOR", "cpu"); // no look for a graphics processor
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // no warning that nobody listens to its log
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
     * @param framed whether to add what the tokenizer puts around a sentence
     */
    int[] encode(String text, boolean framed) {
        return Arrays.stream(tokenizer.encode(text, framed, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Returns the text of subwords, special ones left out. */
    String decode(int[] subwords) {
        return decode(subwords, true);
    }

    /** Returns the text of subwords with special ones, which stand for no text, or without. */
    String decode(int[] subwords, boolean skipSpecial) {
        return tokenizer.decode(Arrays.stream(subwords).asLongStream().toArray(), skipSpecial);
    }
}
