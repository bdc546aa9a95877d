// 7. Skip for real
// Question: does computing half of the experts make a decoder step faster, and how much can it?
// Minutes: 20
// Before: chapter 6
// Exercises: 13 (SkippingFeedForward)

// Conversion is one call: it splits every decoder layer, trains a router for it, and stores the weights in the order
// of the experts. After that, another budget is only another number.

var lesson = Lesson.open()
var model = lesson.model().transformer()
var seen = lesson.states(5_000)
int experts = model.config().decoderFeedForward() / 16
var splitter = SplitKind.COACTIVATION.splitter(1)
var router = RouterKind.RIDGE.trainer(experts, 1)
var moe =
    Moefication.of(model, seen, splitter, experts, router, line -> { })

// -> Both decoder layers are cut into experts of 16 neurons; the report also has the cost of the router.

// The dense network is a sum over its neurons, so with all experts chosen nothing may change but rounding. We send
// 200 recorded states through both networks and look at the largest difference of the outputs.

var all = moe.keep(1.0)
var x = seen.get(0).rows(0, 200).inputs()
var dense = new FMatrixRMaj(200, x.numCols)
var mixed = new FMatrixRMaj(200, x.numCols)
model.decoderFeedForward(0).apply(x, dense);
all.transformer().decoderFeedForward(0).apply(x, mixed);
double largest =
    SimpleMatrix.wrap(dense).minus(SimpleMatrix.wrap(mixed)).elementMaxAbs()

// -> The largest difference is rounding, since sums are taken in another order. So the conversion itself needs no
// retraining; all that matters is what is left out.

// Now leave experts out, and read what becomes of a sentence: with half of the experts, with an eighth, and with an
// eighth chosen at random for every token.

var half = moe.keep(0.5)
var eighth = moe.keep(0.125)
lesson.translate(half.transformer(), "The file {0} could not be found.")
lesson.translate(eighth.transformer(), "The file {0} could not be found.")
lesson.translate(moe.random(0.125, 1).transformer(),
    "The file {0} could not be found.")

// -> Compare the three translations with the dense model's in chapter 1. The last two do the same amount of work;
// only the choice differs.

// So far every token gets the same number of experts. A threshold on the scores, set on held-out sentences so that an
// eighth of all experts passes it, gives easy tokens fewer experts and hard ones more. Here is its translation, and
// BLEU of sixty sentences with the fixed count and with the threshold.

var onAverage = moe.keepByThreshold(0.125, lesson.heldOutStates(3_000))
lesson.translate(onAverage.transformer(),
    "The file {0} could not be found.")
double counted = lesson.bleu(eighth.transformer(), 60).score()
double thresholded = lesson.bleu(onAverage.transformer(), 60).score()

// -> The work is the same on average, but it is spent where the scores are high. Sixty sentences are too few to tell
// two such methods apart; ./lab table compares them on the whole test set, with intervals.

// A network that skips experts is one class of a few dozen lines, and exercise 13. Here such a network replaces the
// library's in one layer. (With --mine, it is yours.)

var layer = moe.layers().get(0)
var library = half.transformer().decoderFeedForward(0)
var budget = new Budget.TopK(experts / 2)
FeedForward skipping = StudentSolution.or(library, 13, FeedForward.class,
    lesson.decoder(0), layer.layout(), layer.router(), budget)
lesson.translate(half.transformer().withDecoderFeedForward(0, skipping),
    "The file {0} could not be found.")

// -> The translation is the one above for half of the experts, whoever wrote the class.

// How much faster can a step become? The profile of a dense step gives Amdahl's bound for half of the neurons. But a
// neuron of a chosen expert that does not fire costs only a screening of its input weights in half precision, a
// quarter of what it costs in the dense network. The second bound is for the share of the weights that is then read: a
// quarter of the chosen half, and about 2 % for the neurons that fire.

var profile = lesson.profile(40)
profile.amdahlBound(0.5)
profile.amdahlBound(0.5 / 4 + 0.02)

// -> The second bound is higher. Neither knows of the router, of bookkeeping, or of memory that is read in pieces.

// Now measure decoder steps: the dense model, half of the experts and the two eighths translate the same sentences in
// turns, so that a busy machine slows all of them alike. The first two rounds are a warm-up and do not count.

var times = lesson.benchmark(30, 5, half, eighth, onAverage)

// -> Compare the speedup of half of the experts with the two bounds. The difference to the second one is the router and
// memory that is read in smaller pieces. On a busy machine look at the spread first.

// What can be gained without choosing? Screening every neuron in half precision shows that most of them cannot fire,
// whatever the rounding error is; the few that may fire are computed exactly. Nothing is lost and no router is needed.
// The same screening is used inside the chosen experts.

var exact = model.withDecoderFeedForwards(ScreenedFeedForward::new)
exact.decoderFeedForward(0)
var sentence = "The file {0} could not be found."
String screened = lesson.translate(exact, sentence)
assert screened.equals(lesson.translate(model, sentence)) : "not the same"

// -> The translation is the dense model's. The table of the next chapter times this model beside the experts, as the
// row to beat.

// Beam search has several rows per step, its hypotheses, and each of them chooses experts of its own. What a step reads
// is the union of their choices. Let 4 hypotheses choose one quarter together instead: the experts whose scores have
// the largest root mean square, better hypotheses counting more, with a threshold that is set while a beam of 4
// translates validation sentences.

var beam = RowsAtOnce.beam(4)
var quarter = moe.keepByThreshold(0.25, lesson.heldOutStates(3_000))
var together = moe.keepJointly(0.25, beam.jointRule(),
    use -> beam.translate(use, lesson.validation(60)))

// -> The joint choice has one threshold per layer, like the choice of each row by itself.

// Both models translate the same sentences, and then report the share of the experts that was read per step.

beam.translate(quarter.transformer(), lesson.test(40)).size()
beam.translate(together.transformer(), lesson.test(40)).size()
quarter.union()
together.union()
assert together.union() < quarter.union() : "rows that choose together read less"

// -> The first share is what 4 hypotheses read if each chooses for itself, the second what they read if they choose
// together.

// How does the union grow with the width of the beam?

double[] widths = {1, 2, 4, 8}
double read(MoeModel m, double width) {
    m.resetCounts();
    var rows = RowsAtOnce.beam((int) width);
    rows.translate(m.transformer(), lesson.test(20));
    return m.union();
}
var alone = Arrays.stream(widths).map(w -> read(quarter, w)).toArray()
var jointly = Arrays.stream(widths).map(w -> read(together, w)).toArray()
var growth = new LineChart(
    "Experts read in a step", "hypotheses", "share of the experts", List.of(
        Series.line("each its own quarter", widths, alone),
        Series.line("a quarter together", widths, jointly)))

// -> Hypotheses of one sentence are like each other, so the union of n of them stays below 1 - (3/4)^n, the union of
// independent quarters. But it grows with every hypothesis, while the joint choice stays within its quarter.

// The models count what they compute while they run, so every share that this project reports was measured; it is not
// just the share that was asked for.

half
assert Math.abs(half.share() - 0.5) < 0.01 : "asked for half, computed " + half.share()

// -> Half was asked for, and half was computed. The next chapter puts speed and BLEU into one table.

// Try:
// 1. One threshold for both layers: moe.keepByCommonThreshold(0.125, lesson.heldOutStates(3_000)). Which layer gets
// fewer?
// 2. Fewer experts still: moe.keep(1.0 / 32).transformer() as the first argument of lesson.translate. When does it
// fail?
// 3. lesson.benchmark(30, 5, moe.keep(0.25), moe.keep(0.125)): how much does the second halving gain?
