// 10. A model from elsewhere (optional)
// Question: can a model that somebody else trained be divided into experts?
// Minutes: 10
// Before: chapters 2 and 7
// Exercises: none

// MoEfication was invented for models that one cannot train again. Published models come as a directory: a
// configuration, weights by name, a tokenizer. Without -Dmoelab.model=DIR this chapter opens a tiny T5 with random
// weights, which shows the steps but means nothing; with t5-small, downloaded from its publisher, the same lines
// mean something.

var lesson = Lesson.open(PublishedModel.example())
lesson.model()

// -> From here on it is a model like ours: a Transformer and a vocabulary. Before the weights were read, a line said
// how much memory they take.

// What is different inside? Each difference is a small class beside the one of our own model: RmsNorm beside
// LayerNorm, RelativePositionBias beside Sinusoids.

lesson.model().transformer().config().architecture()
Architecture.OWN
Architecture.OWN.toText()

// -> T5 does not subtract the mean in its norms, has no biases, and encodes positions as numbers that are added to the
// attention scores, one for each head and distance. Both models have networks with ReLU: otherwise there would be
// nothing to skip.

// A published model brings its own subwords, and T5 is told what to do in plain words, which stand before every
// sentence. The last subword, </s>, marks the end of the sentence.

var subwords = lesson.model().source("The file could not be found.")
var vocabulary = lesson.model().vocabulary()
String.join(" | ",
    Arrays.stream(subwords).mapToObj(vocabulary::entry).toList())
assert subwords[subwords.length - 1] == vocabulary.end() : "the end is last"

// -> The tokenizer is the publisher's own, so that the subwords are those that the model was trained with.

// Who fires? We count as in chapter 2. With random weights half of the neurons fire; in a trained T5 most are inactive,
// nine of ten or more (Zhang et al. 2021), and MoEfication depends on that.

lesson.sparsity(40)

// -> A random network is no mixture of experts. Training makes it one, without being asked to.

// Experts and routers are made as in chapters 5 and 6. The tiny model has 40 neurons in a layer: five experts of
// eight.

var dense = lesson.model().transformer()
int neurons = dense.config().decoderFeedForward()
int experts = neurons % 16 == 0 ? neurons / 16 : 5
var states = lesson.states(2_000)
var ridge = new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3, 0.5)
var splitter = new KMeansSplitter(1)
var converted =
    Moefication.of(dense, states, splitter, experts, ridge, line -> { })
var half = converted.keepByThreshold(0.5, lesson.heldOutStates(1_000))

// -> Nothing here knows that the model is not ours.

// A converted model is a file: weights, experts, routers and thresholds. Whoever reads it back translates with it at
// once, without the states that made it, and to the same bits.

var file = java.nio.file.Files.createTempFile("converted", ".safetensors")
new ConvertedModel(lesson.model(), half).save(file,
    moelab.safetensors.SafeTensors.Precision.F32)
var again = ConvertedModel.load(file).model().transformer()
String before = lesson.translate(half.transformer(), "The file is open.")
assert lesson.translate(again, "The file is open.").equals(before) : before
java.nio.file.Files.delete(file)

// -> At the command line: ./lab convert --model DIR --keep 0.25 --out FILE, and ./lab translate --checkpoint FILE.

// Try:
// 1. Download t5-small (README, "Models from elsewhere") and play this chapter with -Dmoelab.model=DIR in
// MOELAB_JAVA_OPTIONS.
// 2. lesson.sparsity(40) of it: which stack has fewer active neurons, and which layer?
// 3. ./lab table --model DIR --sentences 200: what does a quarter of its experts keep?
