// 8. Half the experts
// Question: what do we lose, and what do we win, with half of the decoder's experts?
// Minutes: 20
// Before: chapter 7; what a significance test says
// Exercises: 14 (ClippedBleu), 16 (OwnExperts)

// Here is the table that all chapters have led to, on 80 of the test sentences; ./lab table makes it on all of them.
// The dense model and the converted ones translate the same sentences in turns, and then everything is scored.

var lesson = Lesson.open()
var table = lesson.table(80, 5_000)

// -> The rows from Origin-Time to MoE-BLEU have the form of the poster's table, which stands below them. Model, text and
// machine are different ones, so compare speedups and BLEU kept, not seconds. All rows are of these 80 sentences only.

// The next figure shows BLEU kept against the share of neurons computed, for each router in the table. As a picture
// it also has 95 % intervals, by paired bootstrap over sentences.

TableFigures.tradeOff(table)

// -> The distance between "random" and "oracle" is what choosing is worth. How far down does "moe" stay with the
// oracle?

// Here is the speed of a decoder step, dense being 1, with what Amdahl's law allows for the weights that are read;
// both come from the run above.

TableFigures.speed(table)

// -> "skip zeros" and "screened" are rivals without a router and without any loss: the first computes every
// activation and leaves out the rows of W2 whose activation is zero; the second screens every neuron in half
// precision and computes those that may fire. Experts have to beat these bars, not only the dense one.

// What is certain on 80 sentences? Here are the 95 % interval of what half of the experts keep, and p, the probability
// of a difference at least as large as the observed one if there were none (approximate randomization).

var half = table.row("moe", 0.5)
half.quality()
assert half.bleuKept() > 80 && Math.abs(half.share() - 0.5) < 0.05 : half

// -> If the interval contains 100, this sample cannot tell half of the experts from all of them. The poster keeps 94 %
// with half of its experts. The share is an average: "moe" has thresholds, which give an easy token fewer experts
// than a hard one; "moe-fixed-count" gives every token the same number.

// And here is the baseline, to see that choosing matters: the same experts and the same number of them, but chosen at
// random for every token.

var random = table.row("random", 0.5)
random.bleuKept()
assert random.bleuKept() < half.bleuKept() : random + " / " + half

// -> The work is the same, and less BLEU is kept: what matters is which half.

// A skeptic asks: why experts and a router at all? A dense network with fewer neurons is fast as well, and nothing has
// to choose. So the table holds such networks, the static rivals. One called "narrow" was trained from nothing on the
// same text for as long; one called "pruned" kept the most useful neurons of our model and was trained further. They
// may skip zeros and screen like every other model, and a row shows the form in which its model is fastest. Every model
// is a point here; the best place is at the top on the left.

TableFigures.frontier(table.rivalry())
table.rivalry()

// -> Each share of the experts is compared with the best static rival that is at least as fast. Read the differences
// with their p: on so few sentences most of them are chance; ./lab table --frontier frontier.svg tests them on the
// whole test split, and draws a beam of 4 as well. Where the experts win, the large network is worth having; where they
// lose, a narrower network would have been enough.

// A large network is worth having where there is more to learn. Another model in datasets/ translates into eight
// languages, and beats its narrow rival by more (README). Nobody told its experts that there are languages: they were
// made from the neurons that fire together. Do they know them? Here is what each expert does for each language,
// measured on 20 test sentences of each.

var languages = LanguageStudy.measure(
    TranslationModel.load(Home.checkpoint("en-multi")),
    Corpora.open(null, "en-multi"),
    Settings.defaults().withTokens(2_000, 1),
    20, 1.0 / 16, ProgressListener.NONE)

// -> The first table says how much of the work for two languages is done by the same experts. The second one says what
// BLEU each language has after experts have been taken away: in each layer the 8 of 128 that are most specific to the
// language on the left. Read down a column: most languages lose most without their own experts. On so few sentences a
// point or two are chance.

// In a picture the families of languages are easier to see.

languages.sharing()
int es = languages.languages().indexOf("es")
int pt = languages.languages().indexOf("pt_BR")
int de = languages.languages().indexOf("de")
assert languages.shared(es, pt) > languages.shared(de, pt) : languages

// -> Spanish, Portuguese and Catalan share most of their experts, and so do German, Dutch and Swedish; languages of
// different families share less. The model has found the families by itself.

// What does BLEU count? N-grams of the translation that the reference also has, each at most as often as the reference
// has it (clipping). Besides, it penalizes translations that are too short. (With --mine, the counting is yours from
// exercise 14.)

var reference = "le fichier est introuvable sur le disque"
var said = "le fichier est introuvable le le"
BleuSteps steps =
    StudentSolution.or(BleuSteps.library(), 14, BleuSteps.class)
long matches =
    steps.matches(BleuSteps.words(said), BleuSteps.words(reference), 1)
steps.score(List.of(BleuSteps.words(said)),
    List.of(BleuSteps.words(reference)))
assert matches == 5 : "the reference has two 'le', not three"

// -> Five of six words count, because the reference has only two "le". The score is lower than five sixths, since
// fewer of the pairs, triples and fours match, and the translation is a word too short.

// Numbers are not sentences. Here is one: its reference, the dense model's translation, and that of half of the
// experts. (table.examples() holds more.)

table.examples().get(0)

// -> Where they differ, which one is better? BLEU can only compare with one reference; you can judge.

// The last word is yours: with --mine, experts of your own making (exercise 16) take the place of the table's. How
// much of all contribution on held-out tokens does the best quarter of them hold?

Splitter splitter = StudentSolution.or(
    SplitKind.COACTIVATION.splitter(1), 16, Splitter.class)
var ffn = lesson.decoder(1)
var heldOut = lesson.heldOutStates(1_000).get(1)
var seen = lesson.states(2_000).get(1)
var layout = splitter.split(ffn, seen, ffn.hiddenDimension() / 16)
var work =
    ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), layout)
double held = ExpertContribution.captured(work, layout.experts() / 4)

// -> This is what an oracle would capture with these experts: a limit for every router.

// Try:
// 1. lesson.table(200, 10_000): do the intervals shrink? Then ./lab table for the whole test set.
// 2. ./lab table --split kmeans and ./lab table --router logistic: which matters more, the construction or the router?
// 3. TableFigures.tradeOff(table).save(Path.of("tradeoff.svg")), or ./lab table --report table.html for a page of
// everything.
// 4. ./lab languages --plot languages.png measures the experts of eight languages on more sentences, and draws both
// layers. Which two languages share least?
