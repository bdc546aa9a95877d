// 1. The dense model
// Question: what does a translation model compute, and where does it spend its time?
// Minutes: 20
// Before: matrix products, softmax, what a layer of a neural network is
// Exercises: 1 (ReluFeedForward), 2 (OneHead)

// All chapters are about one small model: a Transformer that translates the messages of software from English to
// French. It was trained on the training part of the text below, and on nothing else. Opening the lesson reads model
// and text from disk.

var lesson = Lesson.open()

// -> Two million parameters are few enough to watch and enough to translate. No template of a test sentence occurs in
// the training part, so the model has to translate test sentences; it cannot remember them.

// Here are some test sentences: the English message, what its translator wrote (=), and what the model writes (>).
// The model writes one subword at a time, always the one with the highest score.

lesson.examples(4)

// -> Which of the translations would you accept? Further below, BLEU puts a number on it.

// The model does not see words but subwords, which were learned from the text: a frequent word is one subword, a rare
// word is cut into several. A placeholder such as {0} is a single subword, so it is easy to copy.

var sentence = "The file {0} could not be found."
lesson.model().vocabulary().cut(sentence)
lesson.translate(sentence)

// -> The sentence became eight subwords, most of them whole words with the space before them, and {0} arrived in the
// translation unharmed.

// How does the model know where {0} belongs? By attention: while it writes a subword, each head of each decoder layer
// takes a weighted mean over the source. Here are the weights of one head (layer 1, head 2, both counted from 0). The
// rows are what is written, the columns what is read, and a dark cell is a large weight.

var map = lesson.attention(sentence, 1, 2)
assert Math.abs(Arrays.stream(map.cells()[0]).sum() - 1) < 1e-4 : "weights of a row sum to 1"

// -> Every row is a probability distribution over the source. Look for the row before {0} is written: does it point
// at the column of {0}?

// Now one head by hand: three positions that write (queries) and three that are read (keys), each described by two
// numbers. A softmax turns the products of queries and keys into weights. (With --mine, the head is yours from
// exercise 2.)

var queries = new FMatrixRMaj(new float[][] {{4, 0}, {0, 4}, {0, 0}})
var keys = new FMatrixRMaj(new float[][] {{1, 0}, {0, 1}, {1, 1}})
AttentionHead head =
    StudentSolution.or(AttentionHead.library(), 2, AttentionHead.class)
var weights = head.weights(queries, keys, false)
assert weights.get(0, 0) > 5 * weights.get(0, 1) : "the first position looks where its description points"

// -> The first query looks at the two keys whose first number is 1, the second at the two whose second number is 1, and
// the third, which is zero, at all three alike.

// After the attention of each layer comes a feed-forward network (FFN): h = relu(x W1 + b1), y = h W2 + b2. Neuron j
// is column j of W1 and row j of W2. Here is what the first network of the decoder did for this sentence, one row for
// each token.

var ffn = lesson.decoder(0)
var seen = lesson.states(sentence).get(0)

// -> Of 2,048 neurons only a few dozen fire on a token. This line is what the whole course is built on.

// Let us compute one activation by hand, from its definition: that of the first neuron that fired on the first token.

var x = SimpleMatrix.wrap(seen.inputs()).getRow(0)
int j = seen.neuron(0)
var column = SimpleMatrix.wrap(ffn.inputWeights()).getColumn(j)
double byHand = x.mult(column).get(0) + ffn.inputBias().get(0, j)
seen.value(0)
assert Math.abs(byHand - seen.value(0)) < 1e-3 : byHand + " by hand, " + seen.value(0) + " in the network"

// -> The two numbers agree: a neuron is nothing more than this.

// Any class that computes the same can take the network's place in the model, which is how experts will come in
// later. (With --mine, the class is yours from exercise 1.)

FeedForward network = StudentSolution.or(ffn, 1, FeedForward.class,
    ffn.inputWeights(), ffn.inputBias(),
    ffn.outputWeights(), ffn.outputBias())
var other = lesson.model().transformer().withDecoderFeedForward(0, network)
String replaced = lesson.translate(other, sentence)
assert replaced.equals(lesson.translate(sentence)) : "not the same"

// -> One layer was replaced, everything else is shared, and the translation is the same.

// How good is the model? BLEU counts how many runs of one to four words of a translation also occur in the reference:
// 0 means none of them, 100 means all. Here is the score of 200 test sentences.

lesson.bleu(lesson.model().transformer(), 200)

// -> The four precisions are those of single words, pairs, triples and fours; they fall, because long matches are
// rarer. On 200 sentences the score is uncertain by a few points; chapter 8 says how to tell.

// Where does the time go? Here is a decoder step, part by part, with the bound that Amdahl's law puts on the speedup
// if only the feed-forward networks become cheaper.

var profile = lesson.profile(40)
assert Math.abs(profile.amdahlBound(1) - 1) < 1e-9 &&
    profile.amdahlBound(0.5) > 1 : "computing less allows more speed"

// -> The feed-forward networks are the largest part, so it can pay to skip neurons. The rest of the step sets the
// bound: even with networks that cost nothing, a step would still take the time of everything else.

// Try:
// 1. Another head: lesson.attention(sentence, 0, 0). Which heads look at the word that they translate, and which at
// its neighbors?
// 2. A sentence of your own, and one with a spelling mistake: lesson.model().vocabulary().cut("The fiel is missing.")
// 3. map.save(Path.of("attention.svg")), and open the file in a browser. Figures.step(profile) shows the profile as
// bars.
