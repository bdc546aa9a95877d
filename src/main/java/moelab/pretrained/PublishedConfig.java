package moelab.pretrained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.safetensors.SafeTensors.Precision;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.TransformerConfig;

/**
 * The configuration of a published model, read from {@code config.json} and {@code generation_config.json}.
 *
 * @param type {@code t5} or {@code m2m_100}
 * @param shape the model's shape and architecture
 * @param names the names of its tensors
 * @param start the subword that the decoder reads first
 * @param end the subword that ends a sentence
 * @param first the subword that every translation begins with, or -1 if the files name none
 * @param prefix text that is put before every source text for this pair of languages; may be empty
 * @param longestSource number of subwords in the longest source text that the model was made for
 */
record PublishedConfig(
        String type,
        TransformerConfig shape,
        TensorNames names,
        int start,
        int end,
        int first,
        String prefix,
        int longestSource) {
    static final String CONFIG = "config.json";
    static final String GENERATION = "generation_config.json";
    private static final int MAX_LENGTH = 200; // if the files name no longest translation
    private static final int T5_LENGTH = 512; // the length that T5 was trained on
    private static final int PADDING = 1; // padding index of M2M-100, after which its positions are counted

    /**
     * Returns the configuration of the model in a directory.
     *
     * @param source source language, for example {@code en}; with the target it selects the prefix of the task
     * @param target target language
     * @throws IllegalArgumentException if the model cannot be run here; the message says why
     */
    static PublishedConfig read(Path directory, String source, String target) throws IOException {
        if (!Files.exists(directory.resolve(CONFIG))) {
            throw new IllegalArgumentException(
                    directory + ": there is no " + CONFIG + ", expected a model's directory as Hugging Face writes it");
        }
        JsonFile config = JsonFile.read(directory.resolve(CONFIG));
        JsonFile generation = JsonFile.readIfThere(directory.resolve(GENERATION));
        String type = config.text("model_type", "none");
        try {
            return switch (type) {
                case "t5" -> t5(config, generation, source, target);
                case "m2m_100" -> m2m100(config, generation);
                default ->
                    throw new IllegalArgumentException("model_type is " + type
                            + ", expected t5 (version 1.0) or m2m_100 (M2M-100, NLLB-200): models of other types "
                            + "cannot be run here");
            };
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw message.startsWith(directory.toString()) ? e : config.wrong(message);
        }
    }

    private static PublishedConfig t5(JsonFile c, JsonFile generation, String source, String target) {
        String activation = c.text("feed_forward_proj", c.text("dense_act_fn", "relu"));
        if (activation.startsWith("gated") || c.flag("is_gated_act", false)) {
            throw c.wrong(
                    "feed_forward_proj is " + activation + ", expected relu: in a gated network (T5 1.1, FLAN-T5, "
                            + "mT5) neurons are hardly ever exactly 0, so that none can be skipped");
        }
        requireRelu(c, "feed_forward_proj", activation);
        requireTied(c);
        int d = c.number("d_model");
        JsonFile task = c.inside("task_specific_params").inside("translation_" + source + "_to_" + target);
        TransformerConfig shape = new TransformerConfig(
                c.number("vocab_size"),
                d,
                c.number("num_heads"),
                c.number("num_layers"),
                c.number("num_decoder_layers", c.number("num_layers")),
                c.number("d_ff"),
                c.number("d_ff"),
                task.number("max_length", maxLength(generation)),
                Architecture.t5(
                        c.real("layer_norm_epsilon", 1e-6f),
                        c.number("relative_attention_num_buckets", 32),
                        c.number("relative_attention_max_distance", 128),
                        c.number("d_kv")));
        boolean scaled = c.flag("scale_decoder_outputs", c.flag("tie_word_embeddings", true));
        return new PublishedConfig(
                "t5",
                shape,
                new T5Names(scaled ? (float) (1 / Math.sqrt(d)) : 1),
                start(c, generation, c.number("pad_token_id", 0)),
                c.number("eos_token_id", 1),
                generation.number("forced_bos_token_id", c.number("forced_bos_token_id", -1)),
                task.text("prefix", ""),
                c.number("n_positions", T5_LENGTH));
    }

    private static PublishedConfig m2m100(JsonFile c, JsonFile generation) {
        requireRelu(c, "activation_function", c.text("activation_function", "relu"));
        requireTied(c);
        int heads = c.number("encoder_attention_heads");
        if (c.number("decoder_attention_heads") != heads) {
            throw c.wrong("decoder_attention_heads is " + c.number("decoder_attention_heads") + ", expected " + heads
                    + " as in the encoder");
        }
        if (c.number("pad_token_id", PADDING) != PADDING) {
            throw c.wrong("pad_token_id is " + c.number("pad_token_id") + ", expected " + PADDING
                    + ", from which positions are counted");
        }
        TransformerConfig shape = new TransformerConfig(
                c.number("vocab_size"),
                c.number("d_model"),
                heads,
                c.number("encoder_layers"),
                c.number("decoder_layers"),
                c.number("encoder_ffn_dim"),
                c.number("decoder_ffn_dim"),
                maxLength(generation),
                Architecture.m2m100(c.flag("scale_embedding", true), precision(c)));
        int end = c.number("eos_token_id", 2);
        return new PublishedConfig(
                "m2m_100",
                shape,
                new M2m100Names(),
                start(c, generation, end),
                end,
                generation.number("forced_bos_token_id", c.number("forced_bos_token_id", -1)),
                "",
                c.number("max_position_embeddings", 1024));
    }

    private static Precision precision(JsonFile c) {
        return switch (c.text("dtype", c.text("torch_dtype", "float32"))) {
            case "float16" -> Precision.F16;
            case "bfloat16" -> Precision.BF16;
            default -> Precision.F32;
        };
    }

    private static void requireRelu(JsonFile c, String field, String activation) {
        if (!activation.equals("relu")) {
            throw c.wrong(field + " is " + activation + ", expected relu: with other activations hardly any neuron is "
                    + "exactly 0, so that none can be skipped");
        }
    }

    private static void requireTied(JsonFile c) {
        if (!c.flag("tie_word_embeddings", true)) {
            throw c.wrong(
                    "tie_word_embeddings is false, expected true: source, target and output share one table here");
        }
    }

    private static int start(JsonFile c, JsonFile generation, int missing) {
        return generation.number("decoder_start_token_id", c.number("decoder_start_token_id", missing));
    }

    private static int maxLength(JsonFile generation) {
        return generation.number("max_new_tokens", generation.number("max_length", MAX_LENGTH));
    }
}
