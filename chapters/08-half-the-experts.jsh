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

// -> "skip zeros" is the honest rival: it computes every neuron's input and skips the output of those that are silent,
// without a router and without loss. Experts must beat that bar, not only the dense one.

// What is certain on so few sentences? The interval of what the half keeps, and the probability of a difference as large as
// the one we see if there were none (approximate randomization).

var half = table.row("moe", 0.5)
half.bleuKeptInterval()
half.pValue()
assert half.bleuKept() > 80 && Math.abs(half.share() - 0.5) < 0.02 : half

// -> If the interval holds 100, this sample cannot tell half of the experts from all of them. The poster keeps 94 % with
// half of its experts.

// And the bound from below, to see that choosing matters: the same experts, as many of them, the same time, but chosen by
// lot for every token.

var random = table.row("random", 0.5)
random.bleuKept()
assert random.bleuKept() < half.bleuKept() : "a random half keeps " + random.bleuKept() + ", the routed half " + half.bleuKept()

// -> The same work, the same time, and much less left: a random half is not half of the meaning.

// Numbers are not sentences. Here are two translations side by side: the reference, the dense model's, and that of half of
// the experts.

table.examples().get(0)
table.examples().get(1)

// -> Where they differ, which one is better? BLEU does not know; you do.

// Try:
// 1. lesson.table(200, 10_000), and see how the intervals shrink. Then ./lab table for all of it.
// 2. ./lab table --split kmeans and --router logistic: does the construction or the router matter more?
// 3. Figures.tradeOff(table).save(Path.of("tradeoff.svg")), or ./lab table --report table.html for a page of everything.
