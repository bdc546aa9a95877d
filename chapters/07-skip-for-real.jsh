// 7. Skip for real
// Question: does computing half of the experts make a decoder step faster, and how much can it?
// Minutes: 20
// Before: chapter 6
// Exercises: 13 (SkippingFeedForward)

// Conversion is one call: split every decoder layer, train its router, keep the weights in the order of the
// experts. After that any budget is only another number.

var lesson = Lesson.open()
var model = lesson.model().transformer()
var seen = lesson.states(5_000)
int experts = model.config().decoderFeedForward() / 16
var moe = Moefication.of(model, seen, SplitKind.COACTIVATION.splitter(1), experts, RouterKind.RIDGE.trainer(experts, 1), line -> { })

// -> Two layers, each cut into experts of 16 neurons; the router's cost is in the report.

// The dense network is a sum over its neurons, so with all experts chosen nothing may change but rounding. We send 200
// recorded inputs through both and look at the largest difference.

var all = moe.keep(1.0)
var x = seen.get(0).rows(0, 200).inputs()
var dense = new FMatrixRMaj(200, x.numCols)
var mixed = new FMatrixRMaj(200, x.numCols)
model.decoderFeedForward(0).apply(x, dense); all.transformer().decoderFeedForward(0).apply(x, mixed);
assert SimpleMatrix.wrap(dense).minus(SimpleMatrix.wrap(mixed)).elementMaxAbs() < 1e-3 : "all experts are the dense network"

// -> The difference is rounding: sums in another order. This is why the conversion needs no retraining to be right, only
// a good choice of what to leave out.

// Now leave experts out, and read what becomes of a sentence: with half of them, with an eighth, and with an eighth that
// is drawn by lot for every token.

var half = moe.keep(0.5)
var eighth = moe.keep(0.125)
lesson.translate(half.transformer(), "The file {0} could not be found.")
lesson.translate(eighth.transformer(), "The file {0} could not be found.")
lesson.translate(moe.random(0.125, 1).transformer(), "The file {0} could not be found.")

// -> Read the three lines. Half of the experts say the same or as good as the same; an eighth drawn by lot has lost the
// thread: it is the choice that carries the meaning.

// So far every token gets as many experts. A threshold on the scores, read from held-out sentences so that it lets through an
// eighth of them, gives an eighth on average: fewer to easy tokens, more to hard ones. Which of the two is closer to the dense
// model on this sentence, and on sixty others?

var onAverage = moe.keepByThreshold(0.125, lesson.heldOutStates(3_000))
lesson.translate(onAverage.transformer(), "The file {0} could not be found.")
double counted = lesson.bleu(eighth.transformer(), 60).score()
double thresholded = lesson.bleu(onAverage.transformer(), 60).score()

// -> The same work, spent where the router sees a need. On the whole test split thresholds keep more BLEU at every share, so they
// are what ./lab table uses; sixty sentences need not agree.

// A network that skips is one class of a few dozen lines, and exercise 13. Here it takes the place of the library's in one
// layer; with --mine it is yours.

var layer = moe.layers().get(0)
FeedForward skipping = StudentSolution.or(half.transformer().decoderFeedForward(0), 13, FeedForward.class, lesson.decoder(0), layer.layout(), layer.router(), new Budget.TopK(experts / 2))
lesson.translate(half.transformer().withDecoderFeedForward(0, skipping), "The file {0} could not be found.")

// -> The same line as above for the half, whoever wrote the class.

// And the time? First what is possible: the profile of a dense step, and the bound that Amdahl's law draws from it for half
// of the neurons. But inside a chosen expert a neuron that does not fire costs only a look at its input weights in half precision,
// a quarter of what it costs in the dense network; so the second bound is for the share of the weights that is read.

var profile = lesson.profile(40)
profile.amdahlBound(0.5)
profile.amdahlBound(0.5 / 4 + 0.02)

// -> Between the two there is room for what they leave out: a router, bookkeeping, and memory that is read in pieces.

// Now measured, a unit being a decoder step: dense, half and the two eighths translate the same sentences in turns, so that a
// busy machine slows all of them. The first two rounds warm up and do not count.

var times = lesson.benchmark(30, 5, half, eighth, onAverage)

// -> The speed-up column is the answer. Half of the experts is more than the first bound allows, and less than the second:
// what is missing went to the router and to memory that is read in smaller pieces.

// What could be had without choosing? A look at each neuron in half precision shows that most cannot fire, whatever rounding
// did; the few that may are computed as they are. Nothing is lost, no router is needed, and chosen experts use the same trick.

var exact = model.withDecoderFeedForwards(ScreenedFeedForward::new)
exact.decoderFeedForward(0)
var sentence = "The file {0} could not be found."
assert lesson.translate(exact, sentence).equals(lesson.translate(model, sentence)) : "a look first changes nothing"

// -> Not a word differs. The next chapter's table times it beside the experts, as the row to beat.

// The models count what they compute while they run, so a share that is reported anywhere in this project is one that was
// measured, not one that was asked for.

half
assert Math.abs(half.share() - 0.5) < 0.01 : "asked for half, computed " + half.share()

// -> Half asked for, half computed. The next chapter puts speed and BLEU into one table.

// Try:
// 1. One threshold for both layers: moe.keepByCommonThreshold(0.125, lesson.heldOutStates(3_000)). Which layer gets fewer experts?
// 2. Experts of 64 neurons (experts / 4 of them): better or worse speed, better or worse French?
// 3. The encoder too: Moefication.of(Moefication.Stack.ENCODER, ...) with DecoderStates.encoder. Is it as patient?
