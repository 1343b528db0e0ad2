"""What the documents say, and since when: packs of dated, cited values, and the clauses they cite."""
