// 9. Train your own (optional)
// Question: where does such a model come from?
// Minutes: 10
// Before: chapter 1; gradient descent
// Exercises: 15 (FeedForwardGradients)

// Three minutes are enough to see a model learn from nothing. It is smaller than the shipped one and learns from the
// same text. Each line is an evaluation on validation sentences. Ctrl-C stops the training and keeps what there is.

var lesson = Lesson.open()
var trainer = lesson.trainer(3)
var model = trainer.train()

// -> The loss is in nats per subword: with a loss of L the model is as uncertain as if it had to choose among e^L
// equally likely subwords. Compare when the loss begins to fall and when BLEU begins to rise.

// Here are both curves, the loss of the validation text above and its BLEU below.

Figures.learning(trainer.curve())

// -> A model first learns which subwords are frequent, then which follow each other, and only then what the source
// has to do with it. Only the last of these shows in BLEU.

// What does a training step do? It computes, for every weight, how the loss changes with it. Here is that gradient
// for one bias of the shipped model, beside the change that is measured when the bias is moved a little. (With
// --mine, the backward pass is yours from exercise 15.)

var layer = lesson.decoder(0)
var seen = lesson.states("The file {0} could not be found.").get(0)
TrainableFeedForward network =
    StudentSolution.or(layer, 15, TrainableFeedForward.class, layer)
var slope =
    GradientCheck.ofBias(layer, network, seen.inputs(), seen.neuron(0))
assert slope.agrees() : slope

// -> The chain rule and the measured slope agree. Training does this for all weights at once.

// What does the new model say? Here are the sentence of the other chapters and a single word, then the evaluation of
// the model that was kept, which is the best one.

lesson.translate(model, "The file {0} could not be found.")
lesson.translate(model, "Password")
trainer.best()
double reached = trainer.best().validationLoss()
assert reached < Math.log(model.config().vocabularySize()) : "learned"

// -> How much of it is French, and how much of it is about the source? The shipped model has more neurons and was
// trained for longer, with ./lab train; datasets/README.md says how.

// Is it sparse already? We count as in chapter 2, on the states of its decoder while it translates test sentences.

var test = lesson.test(50)
var states = DecoderStates.freeRunning(
    model, test.sources(), test.start(), test.end(), 1_000)
SparsityCounter.of(states.get(0))

// -> With ReLU some sparsity comes by itself. A small penalty on activations (./lab train --penalty) makes a model much
// sparser; the shipped model was trained with it.

// Try:
// 1. lesson.trainer(10).train(): how far do ten minutes go?
// 2. ./lab train --minutes 5 --penalty 0.001: how much sparser does the decoder become, and what does it cost in
// BLEU?
// 3. ./lab table --checkpoint model.safetensors: the whole table for a model of your own.
