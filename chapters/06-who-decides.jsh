// 6. Who decides
// Question: how do we know, before computing an expert, whether a token needs it?
// Minutes: 20
// Before: chapters 3 to 5; linear regression
// Exercises: 11 (BudgetChoice), 12 (TribuoRouter)

// A router gives each expert a score for a token, from the same decoder state that the network sees. We train on
// states of training sentences and evaluate on states of held-out ones, both recorded while the decoder runs freely.

var lesson = Lesson.open()
var seen = lesson.states(6_000).get(1)
var heldOut = lesson.heldOutStates(2_000).get(1)
var ffn = lesson.decoder(1)

// -> Two samples of decoder states that share no sentence, and the network to be routed.

// We make experts as in chapter 4, and measure what each of them contributes on each held-out token: the length of
// the vector that it adds to the output. The budget is a quarter of the experts.

int experts = ffn.hiddenDimension() / 16
var layout = SplitKind.COACTIVATION.splitter(1).split(ffn, seen, experts)
var work =
    ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), layout)
double best = ExpertContribution.captured(work, experts / 4)
var any = ExpertLayout.random(ffn.hiddenDimension(), experts, 1)
var its = ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), any)
double random = ExpertContribution.captured(its, experts / 4)

// -> "best" is the share of all contributions that an oracle would capture, which knows the best quarter of the experts
// for each token; "random" is the same for experts made at random. The difference is what good grouping is worth,
// before any routing.

// Now the routers. The baseline chooses at random for each token; "centroid" compares the state with the mean weights
// of each expert; "ridge" is least squares on the square root of each expert's contribution.

RouterReport.of(new RandomRouter(ffn.modelDimension(), experts, 1),
    heldOut.inputs(), work, experts / 4)
RouterReport.of(new CentroidTrainer().train(ffn, layout, seen),
    heldOut.inputs(), work, experts / 4)
var ridge = RouterKind.RIDGE.trainer(experts, 1).train(ffn, layout, seen)
var learned = RouterReport.of(ridge, heldOut.inputs(), work, experts / 4)
assert learned.captured() > 0.5 &&
    learned.captured() <= learned.oracle() + 1e-6 : learned

// -> A random choice captures about a quarter. Compare where "centroid" and "ridge" stand between that and the
// oracle: to a large extent, a linear function of the state can tell what an expert will contribute.

// The machine learning library Tribuo trains a multi-label logistic regression: which experts are among the best? Its
// weights are copied into a matrix, because Tribuo's own predict would take longer than a whole decoder step. (With
// --mine, the router is yours from exercise 12.)

RouterTrainer tribuo =
    new LogisticTrainer(ExpertContribution.OUTPUT, experts / 4, 2_000, 3, 1)
RouterTrainer trainer = StudentSolution.or(tribuo, 12, RouterTrainer.class)
var logistic = trainer.train(ffn, layout, seen)
RouterReport.of(logistic, heldOut.inputs(), work, experts / 4)

// -> How far is it from "ridge"? Where quite different losses come to similar results, the limit is what a linear
// function of the state can know, and not the training.

// Scores are not yet a choice. A budget turns them into one: a fixed number of experts (top-k), all whose score reaches
// a threshold, or the fewest that together hold a share of the scores (top-p). For forty tokens, here is how many
// experts it takes to hold half of the scores, and then top-k. (With --mine, the choice is yours from exercise 11.)

ExpertChoice choice =
    StudentSolution.or(ExpertChoice.library(), 11, ExpertChoice.class)
var halfOfAll = new Budget.TopP(0.5)
int[] chosen = IntStream.range(0, 40).map(t ->
    choice.choose(ridge, heldOut.inputs(), t, halfOfAll).length).toArray()
Arrays.stream(chosen).summaryStatistics()
var quarter = new Budget.TopK(experts / 4)
int fixed = choice.choose(ridge, heldOut.inputs(), 0, quarter).length
assert fixed == experts / 4 : fixed + " experts"

// -> Compare min and max: some tokens need fewer experts for the same share than others. A fixed count spends the
// same on all of them; chapter 7 sets a threshold that spends as much on average, but more where it is needed.

// What does routing cost? It is done for every token, whatever is skipped afterwards. We compare its multiply-adds
// with those of the dense network.

double dense = 2.0 * ffn.modelDimension() * ffn.hiddenDimension()
double cost = ridge.multiplyAdds() / dense
assert cost < 0.05 : "a router that costs " + cost + " of what it saves"

// -> The router costs a few percent of the network. It has to stay far below what skipping experts saves.

// Finally the other way to make experts, balanced k-means on the columns of W1, with the same budget and the same
// kind of router, evaluated on the same tokens.

var byWeights = new KMeansSplitter(1).split(ffn, seen, experts)
var otherWork =
    ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), byWeights)
var other = RouterKind.RIDGE.trainer(experts, 1).train(ffn, byWeights, seen)
RouterReport.of(other, heldOut.inputs(), otherWork, experts / 4)

// -> Compare "captured" and "oracle" of both: which construction has the better experts, and which has the ones that
// are easier to predict?

// Try:
// 1. Another budget: RouterReport.of(ridge, heldOut.inputs(), work, experts / 8). Is the router farther from the
// oracle?
// 2. Larger experts, ffn.hiddenDimension() / 64 of them: they are cheaper to route, but what happens to the oracle?
// 3. RouterReport.of(RouterKind.TWO_LAYER.trainer(experts, 1).train(ffn, layout, seen), heldOut.inputs(), work,
// experts / 4)
// 4. ./lab routers evaluates every router. Does the better classifier also keep more BLEU (./lab tradeoff)?
