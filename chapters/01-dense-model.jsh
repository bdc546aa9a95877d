// 1. The dense model
// Question: what does a translation model compute, and where does it spend its time?
// Minutes: 20
// Before: matrix products, softmax, what a layer of a neural network is
// Exercises: 1 (ReluFeedForward), 2 (OneHead)

// Everything in these chapters is about one small model: a Transformer that translates the messages of
// software from English to French. It has learned from the training part of the text below, and from nothing
// else. Opening the lesson reads both from disk.

var lesson = Lesson.open()

// -> Two million parameters: small enough to watch, large enough to translate. No template of a test sentence
// occurs in the training part, so what it does with test sentences is translating, not remembering.

// Here are test sentences (first line), what their translators wrote (=), and what the model writes (>).
// It writes one symbol at a time, always the one with the highest score.

lesson.examples(4)

// -> Some are right, some are near, some are nonsense in good French. A number for that comes below.

// The model does not see words but symbols, learned from the text: frequent words are one symbol, rare
// ones are cut. A placeholder like {0} is a single symbol, which makes it easy to copy.

var sentence = "The file {0} could not be found."
lesson.model().vocabulary().cut(sentence)
lesson.translate(sentence)

// -> A dozen symbols in, a dozen out; {0} came through unharmed.

// How does it know where {0} belongs? Attention: while it writes a symbol, each head of each decoder layer takes a
// weighted mean over the source. Down: what is written. Across: what is read. Dark is a large weight.

var map = lesson.attention(sentence, 1, 2)
assert Math.abs(Arrays.stream(map.cells()[0]).sum() - 1) < 1e-4 : "weights of a row sum to 1"

// -> Every row is a probability distribution over the source. Look for the row after which {0} is written.

// One head by hand: three positions that write and three that are read, each described by two numbers. The products of the
// descriptions, softened into weights, say who looks where. (With --mine, the head is yours from exercise 2.)

var queries = new FMatrixRMaj(new float[][] {{4, 0}, {0, 4}, {0, 0}})
var keys = new FMatrixRMaj(new float[][] {{1, 0}, {0, 1}, {1, 1}})
var weights = StudentSolution.or(AttentionHead.library(), 2, AttentionHead.class).weights(queries, keys, false)
assert weights.get(0, 0) > 5 * weights.get(0, 1) : "the first position looks where its description points"

// -> The first looks at keys that point its way, the second at the others, and the third, which asks nothing, at all alike.

// Behind the attention of each layer stands a feed-forward network: h = relu(x W1 + b1), y = h W2 + b2. Neuron j is
// column j of W1 and row j of W2. Here is what the first one did for this sentence, a row for each symbol.

var ffn = lesson.decoder(0)
var seen = lesson.states(sentence).get(0)

// -> Of some two thousand neurons only a few dozen fire at a time. The whole course lives on this line.

// Let us compute one of them by hand, from its definition: the first neuron that fired at the first symbol, and how
// strongly.

var x = SimpleMatrix.wrap(seen.inputs()).getRow(0)
int j = seen.neuron(0)
double byHand = x.mult(SimpleMatrix.wrap(ffn.inputWeights()).getColumn(j)).get(0) + ffn.inputBias().get(0, j)
seen.value(0)
assert Math.abs(byHand - seen.value(0)) < 1e-3 : byHand + " by hand, " + seen.value(0) + " in the network"

// -> The same number: there is nothing else to a neuron.

// Any class that computes the same can take the network's place in the model; that is how experts will come in later. With
// ./lab chapter 1 --mine, the class is yours from exercise 1.

FeedForward network = StudentSolution.or(ffn, 1, FeedForward.class, ffn.inputWeights(), ffn.inputBias(), ffn.outputWeights(), ffn.outputBias())
var other = lesson.model().transformer().withDecoderFeedForward(0, network)
assert lesson.translate(other, sentence).equals(lesson.translate(sentence)) : "another network, another translation"

// -> One layer replaced, everything else shared, and the same translation.

// How good is the model? BLEU counts which runs of one to four words of a translation also stand in the
// reference: 0 is none of them, 100 all. Here for 200 test sentences.

lesson.bleu(lesson.model().transformer(), 200)

// -> The four numbers in brackets are the precisions of single words, pairs, triples and fours: long matches are
// rarer. On so few sentences the score is sure to a few points only; chapter 8 takes all of them.

// And where does the time go? A decoder step, part by part, with the bound that Amdahl's law puts on what we can
// win if the feed-forward networks get cheaper and nothing else does.

var profile = lesson.profile(40)
assert Math.abs(profile.amdahlBound(1) - 1) < 1e-9 && profile.amdahlBound(0.5) > 1 : "computing less allows more speed"

// -> The feed-forward networks are the largest single part, so skipping neurons can pay; but the last number of the
// report is what no cleverness in this course can exceed.

// Try:
// 1. Another head: lesson.attention(sentence, 0, 0). Which heads look where a dictionary would, which nearby?
// 2. A sentence of your own, and one with a spelling mistake: what does vocabulary().cut make of it?
// 3. map.save(Path.of("attention.svg")) and open it in a browser; Figures.step(profile) for the profile as bars.
