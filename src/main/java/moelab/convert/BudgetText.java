package moelab.convert;

import moelab.routing.Budget;

/** Writes a budget as text, with all its digits, and reads it back. */
final class BudgetText {
    private BudgetText() {}

    static String of(Budget budget) {
        if (budget instanceof Budget.TopK topK) {
            return "top-k " + topK.experts();
        }
        if (budget instanceof Budget.Threshold threshold) {
            return "threshold " + threshold.score();
        }
        return "top-p " + ((Budget.TopP) budget).share();
    }

    static Budget read(String text) {
        String[] words = text.split(" ");
        try {
            if (words.length == 2) {
                switch (words[0]) {
                    case "top-k" -> {
                        return new Budget.TopK(Integer.parseInt(words[1]));
                    }
                    case "threshold" -> {
                        return new Budget.Threshold(Float.parseFloat(words[1]));
                    }
                    case "top-p" -> {
                        return new Budget.TopP(Double.parseDouble(words[1]));
                    }
                    default -> {} // reported below
                }
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "budget is \"" + text + "\", expected top-k, threshold or top-p and a number");
    }
}
