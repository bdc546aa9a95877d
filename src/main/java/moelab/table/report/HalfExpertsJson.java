package moelab.table.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import moelab.decoding.StepClock.Part;
import moelab.experiment.Settings;
import moelab.experiment.SparsityReport;
import moelab.sparsity.SparsityCounter;
import moelab.timing.Machine;
import moelab.timing.Measured;
import moelab.timing.Quietness;
import moelab.transformer.layers.TransformerConfig;

/**
 * The half-experts table as JSON.
 *
 * <pre>
 *   { "corpus", "model", "machine", "quietness": { "busy", "message", ... }, "settings", "constructions": [ ... ],
 *     "samples":  [ { "sentences", "originSeconds", "originBleu", "moeSeconds", "moeBleu" } ... ],
 *     "rows":     [ { "name", "form", "kind", "split", "router", "budget", "keep", "share", ..., "millisPerToken",
 *                   "millisPerTokenSpread", "bleu", "bleuKept", "pValue", "speedup", "amdahlBound" } ... ],
 *     "verdicts": [ { "experts", "keep", "rival", "bleuDifference", "pValue" } ... ],
 *     "equalBleu": { "rival", "experts", "keep", "speedup" }, "frontiers": [ { "beam", "points": [ ... ] } ... ],
 *     "sparsity": [ { "stack", "layer", "states", "inactive", ... } ... ],
 *     "stepMicros": { part: microseconds ... }, "feedForwardShare", "examples", "poster" }
 * </pre>
 *
 * Shares are from 0 to 1, BLEU and percentages from 0 to 100. A spread is half the distance between the quartiles, and
 * absent if there was one round only. A value that does not exist is null, for example the percentage kept of a BLEU of
 * 0, or the rival that is as fast if there is none.
 */
public final class HalfExpertsJson {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private HalfExpertsJson() {}

    /** Returns the table as JSON. */
    public static String of(HalfExperts h) {
        JsonObject all = new JsonObject();
        all.add("corpus", corpus(h.corpus()));
        all.add("model", model(h.model()));
        all.add("machine", machine(h.machine()));
        all.add("quietness", quietness(h.quietness()));
        all.add("settings", settings(h.settings()));
        all.add("constructions", array(h.constructions(), JsonPrimitive::new));
        all.add("samples", array(h.samples(), HalfExpertsJson::sample));
        all.add("rows", array(h.rows(), r -> row(r, h.rivalry().forms().getOrDefault(r.name(), ""))));
        all.add("verdicts", array(h.rivalry().verdicts(), HalfExpertsJson::verdict));
        all.add("equalBleu", equalBleu(h.rivalry().equalBleu()));
        all.add("frontiers", array(h.rivalry().frontiers(), HalfExpertsJson::frontier));
        all.add("sparsity", sparsity(h.sparsity()));
        JsonObject micros = new JsonObject();
        for (Part part : Part.values()) {
            micros.add(part.toString(), number(h.profile().micros().get(part)));
        }
        all.add("stepMicros", micros);
        all.add("feedForwardShare", number(h.profile().share(Part.FEED_FORWARD)));
        all.add("examples", array(h.examples(), HalfExpertsJson::example));
        all.add("poster", poster());
        if (h.settings().rounds() == 1) {
            dropSpreads(all);
        }
        return GSON.toJson(all) + "\n";
    }

    /** Removes the spreads, which one round does not have, from an element and all within it. */
    private static void dropSpreads(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(HalfExpertsJson::dropSpreads);
        } else if (element.isJsonObject()) {
            JsonObject o = element.getAsJsonObject();
            o.keySet().removeIf(key -> key.endsWith("Spread"));
            o.asMap().values().forEach(HalfExpertsJson::dropSpreads);
        }
    }

    /** Returns the layers of a sparsity report. */
    static JsonArray sparsity(SparsityReport report) {
        return array(report.layers(), l -> {
            SparsityCounter c = l.counts();
            JsonObject o = new JsonObject();
            o.addProperty("stack", l.stack());
            o.addProperty("layer", l.layer());
            o.addProperty("states", l.states());
            o.add("inactive", number(c.inactive()));
            o.add("inactiveMargin", number(c.inactiveMargin()));
            o.addProperty("neurons", c.neurons());
            o.addProperty("tokens", c.tokens());
            o.addProperty("neverFire", c.dead());
            o.add("busiestTenth", number(c.busiestTenth()));
            return o;
        });
    }

    /** Returns a sparsity report as JSON: {@code { "sparsity": [ ... ] }}. */
    public static String of(SparsityReport report) {
        JsonObject all = new JsonObject();
        all.add("sparsity", sparsity(report));
        return GSON.toJson(all) + "\n";
    }

    private static JsonObject corpus(HalfExperts.Corpus c) {
        JsonObject o = new JsonObject();
        o.addProperty("name", c.name());
        o.addProperty("languages", c.languages());
        o.addProperty("train", c.train());
        o.addProperty("valid", c.validation());
        o.addProperty("test", c.test());
        o.addProperty("checksum", c.checksum());
        return o;
    }

    private static JsonObject model(HalfExperts.Model m) {
        TransformerConfig c = m.config();
        JsonObject o = new JsonObject();
        o.addProperty("name", m.name());
        o.addProperty("parameters", m.parameters());
        o.addProperty("modelDimension", c.modelDimension());
        o.addProperty("heads", c.heads());
        o.addProperty("encoderLayers", c.encoderLayers());
        o.addProperty("decoderLayers", c.decoderLayers());
        o.addProperty("encoderFeedForward", c.encoderFeedForward());
        o.addProperty("decoderFeedForward", c.decoderFeedForward());
        o.addProperty("vocabularySize", c.vocabularySize());
        return o;
    }

    private static JsonObject machine(Machine m) {
        JsonObject o = new JsonObject();
        o.addProperty("processor", m.processor());
        o.addProperty("cores", m.cores());
        o.addProperty("memoryMegabytes", m.memoryMegabytes());
        o.addProperty("java", m.java());
        o.addProperty("system", m.system());
        o.addProperty("product", m.product());
        return o;
    }

    private static JsonObject settings(Settings s) {
        JsonObject o = new JsonObject();
        o.addProperty("split", s.split().toString());
        o.addProperty("router", s.router().toString());
        o.addProperty("budget", s.budget().toString());
        o.addProperty("expertSize", s.expertSize());
        o.add("keep", number(s.keep()));
        o.addProperty("beam", s.beam());
        o.addProperty("rounds", s.rounds());
        o.addProperty("tokens", s.tokens());
        o.addProperty("seed", s.seed());
        return o;
    }

    private static JsonObject sample(HalfExperts.Sample s) {
        JsonObject o = new JsonObject();
        o.addProperty("sentences", s.sentences());
        o.add("originSeconds", number(s.originSeconds()));
        o.add("originBleu", number(s.originBleu()));
        o.add("moeSeconds", number(s.moeSeconds()));
        o.add("moeBleu", number(s.moeBleu()));
        return o;
    }

    /** @param form the exact way in which a static rival is fastest, otherwise empty */
    private static JsonObject row(TableRow r, String form) {
        JsonObject o = new JsonObject();
        o.addProperty("name", r.name());
        o.addProperty("form", form);
        o.addProperty("kind", r.kind().name().toLowerCase(Locale.ROOT));
        o.addProperty("split", r.conversion().split());
        o.addProperty("router", r.conversion().router());
        o.addProperty("budget", r.conversion().budget());
        o.add("keep", number(r.keep()));
        o.add("share", number(r.share()));
        o.add("union", number(r.computed().union()));
        o.add("layerShares", array(r.computed().layerShares(), HalfExpertsJson::number));
        o.add("megabytes", number(r.computed().megabytes()));
        o.add("workShare", number(r.computed().usage().weightsRead()));
        o.add("firingCaught", number(r.computed().usage().firingCaught()));
        measured(o, "millisPerToken", r.times().millisPerToken());
        measured(o, "seconds", r.times().secondsTotal());
        o.add("encoderShare", number(r.computed().encoderShare()));
        measured(o, "encoderMillis", r.times().encoderMillis());
        o.add("bleu", number(r.bleu()));
        o.add("bleuKept", number(r.bleuKept()));
        if (!r.quality().byLanguage().isEmpty()) {
            JsonObject languages = new JsonObject();
            r.quality().byLanguage().forEach((language, bleu) -> languages.add(language, number(bleu)));
            o.add("bleuByLanguage", languages);
        }
        o.add("bleuKeptLower", number(r.quality().keptInterval().lower()));
        o.add("bleuKeptUpper", number(r.quality().keptInterval().upper()));
        o.add("pValue", number(r.quality().pValue()));
        measured(o, "speedup", r.times().speedup());
        o.add("amdahlBound", number(r.times().amdahlBound()));
        return o;
    }

    /** Adds a value and its spread, half the distance between the quartiles. */
    private static void measured(JsonObject o, String name, Measured m) {
        o.add(name, number(m.value()));
        o.add(name + "Spread", number(m.spread()));
    }

    private static JsonObject quietness(Quietness q) {
        JsonObject o = new JsonObject();
        o.addProperty("busy", q.busy());
        o.addProperty("message", q.toString());
        o.add("processorShare", number(q.processorShare()));
        o.add("loadAverage", number(q.load()));
        o.add("denseAboveMinimum", number(q.aboveMinimum()));
        o.add("denseSpread", number(q.spread()));
        return o;
    }

    private static JsonObject verdict(Rivalry.Verdict v) {
        JsonObject o = new JsonObject();
        o.addProperty("experts", v.experts());
        o.add("keep", number(v.keep()));
        o.add("rival", v.rival().isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(v.rival()));
        o.add("bleuDifference", number(v.bleuDifference()));
        o.add("pValue", number(v.pValue()));
        return o;
    }

    private static JsonElement equalBleu(Rivalry.EqualBleu e) {
        if (e == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject o = new JsonObject();
        o.addProperty("rival", e.rival());
        o.addProperty("experts", e.experts());
        o.add("keep", number(e.keep()));
        o.add("speedup", number(e.speedup()));
        return o;
    }

    private static JsonObject frontier(Frontier f) {
        List<Frontier.FrontierPoint> front = f.front();
        JsonObject o = new JsonObject();
        o.addProperty("beam", f.beam());
        o.add("points", array(f.points(), p -> {
            JsonObject point = new JsonObject();
            point.addProperty("name", p.name());
            measured(point, "microsPerToken", p.micros());
            point.add("bleu", number(p.bleu()));
            point.add("bleuError", number(p.bleuError()));
            point.addProperty("onTheFront", front.contains(p));
            return point;
        }));
        return o;
    }

    private static JsonObject example(HalfExperts.TranslatedExample e) {
        JsonObject o = new JsonObject();
        o.addProperty("source", e.source());
        o.addProperty("reference", e.reference());
        o.addProperty("dense", e.dense());
        o.addProperty("moe", e.moe());
        return o;
    }

    private static JsonObject poster() {
        JsonObject o = new JsonObject();
        o.add("originSeconds", array(PublishedResults.ORIGIN_TIME, HalfExpertsJson::number));
        o.add("originBleu", array(PublishedResults.ORIGIN_BLEU, HalfExpertsJson::number));
        o.add("moeSeconds", array(PublishedResults.MOE_TIME, HalfExpertsJson::number));
        o.add("moeBleu", array(PublishedResults.MOE_BLEU, HalfExpertsJson::number));
        return o;
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonElement> element) {
        JsonArray array = new JsonArray();
        values.forEach(v -> array.add(element.apply(v)));
        return array;
    }

    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }
}
