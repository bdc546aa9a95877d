package moelab.training;

/** Is told how a training proceeds, by the thread that trains. */
public interface TrainingListener {
    /** Called after each step. */
    default void stepped(TrainingStep step) {}

    /**
     * Called after each evaluation.
     *
     * @param best whether this is now the model that is kept
     */
    default void evaluated(LearningCurve.Evaluation point, boolean best) {}
}
