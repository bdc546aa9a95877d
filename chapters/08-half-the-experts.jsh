// 8. Half the experts
// Question: what do we lose, and what do we win, with half of the decoder's experts?
// Minutes: 15
// Before: chapter 7; what a significance test says
// Exercises: 14 (ClippedBleu), 16 (OwnExperts)

// The table that all of this was for, on a sample of the test sentences; ./lab table does it on all of them. The
// dense model and the converted ones translate the same sentences in turns; then everything is scored.

var lesson = Lesson.open()
var table = lesson.table(80, 5_000)

// -> The first four rows are laid out like the poster's, whose figures stand below them. Another model, other text,
// another machine: compare what is kept and what is won, not the seconds.

// BLEU kept against the share of neurons computed, for each router in the table; saved as a picture it also shows the 95 %
// intervals, by paired bootstrap over sentences.

Figures.tradeOff(table)

// -> Between "random" and "oracle" lies what choosing is worth. Ours should hug the oracle down to one half and leave it
// somewhere below a quarter.

// The speed of a decoder step, dense being 1, with what Amdahl's law allows for the work that is left; both come from the run
// above.

Figures.speed(table)

// -> "skip zeros" and "screened" are the honest rivals, without a router and without loss: the one computes every neuron's
// input and skips the output of those that are silent, the other looks at every neuron in half precision and computes those
// that may fire. Experts must beat these bars, not only the dense one.

// What is certain on so few sentences? The interval of what the half keeps, and the probability of a difference as large as
// the one we see if there were none (approximate randomization).

var half = table.row("moe", 0.5)
half.quality()
assert half.bleuKept() > 80 && Math.abs(half.share() - 0.5) < 0.05 : half

// -> If the interval holds 100, this sample cannot tell half of the experts from all of them. The poster keeps 94 % with
// half of its experts. The share is an average: "moe" has thresholds, which give an easy token fewer experts than a hard one;
// "moe-fixed-count" gives every token as many.

// And the bound from below, to see that choosing matters: the same experts, as many of them, the same time, but chosen
// uniformly at random for every token.

var random = table.row("random", 0.5)
random.bleuKept()
assert random.bleuKept() < half.bleuKept() : "a random half keeps " + random.bleuKept() + ", the routed half " + half.bleuKept()

// -> The same work, the same time, and much less left: a random half is not half of the meaning.

// What is in such a number? BLEU counts n-grams of the translation that the reference has, each at most as often as it has them,
// and is strict with what is short. (With --mine, the counting is yours from exercise 14.)

var reference = "le fichier est introuvable sur le disque"
var said = "le fichier est introuvable le le"
BleuSteps steps = StudentSolution.or(BleuSteps.library(), 14, BleuSteps.class)
steps.matches(BleuSteps.words(said), BleuSteps.words(reference), 1)
steps.score(List.of(BleuSteps.words(said)), List.of(BleuSteps.words(reference)))
assert steps.matches(BleuSteps.words(said), BleuSteps.words(reference), 1) == 5 : "the third 'le' is one too many"

// -> Five of six words are right, because the reference has only two "le" to give away. The score is lower than five sixths:
// of the pairs, triples and fours fewer are right, and the sentence is a word short.

// Numbers are not sentences. Here are two translations side by side: the reference, the dense model's, and that of half of
// the experts.

table.examples().get(0)
table.examples().get(1)

// -> Where they differ, which one is better? BLEU does not know; you do.

// The last word is yours: experts of your own making (exercise 16, with --mine), beside those of the table. How much of the
// work on held-out tokens do the best quarter of them hold?

Splitter splitter = StudentSolution.or(SplitKind.COACTIVATION.splitter(1), 16, Splitter.class)
var ffn = lesson.decoder(1)
var heldOut = lesson.heldOutStates(1_000).get(1)
var layout = splitter.split(ffn, lesson.states(2_000).get(1), ffn.hiddenDimension() / 16)
double held = ExpertContribution.captured(ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), layout), layout.experts() / 4)
assert held > 0.25 : "experts whose best quarter does no more than a quarter of the work"

// -> What an oracle would capture with these experts. Every percent more here is one that no router has to find.

// Try:
// 1. lesson.table(200, 10_000), and see how the intervals shrink. Then ./lab table for all of it.
// 2. ./lab table --split kmeans and --router logistic: does the construction or the router matter more?
// 3. Figures.tradeOff(table).save(Path.of("tradeoff.svg")), or ./lab table --report table.html for a page of everything.
