"""Documents out: a template that staff own, plus values that were worked out elsewhere. Nothing is computed here."""
