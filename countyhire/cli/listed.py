"""The commands in the order of the year's work: the help, the first words and `batch` follow from this one list."""

AT_ONCE, LONG, DISTRICT = 0, 1, 2  # answers at once; says that it starts; of one district too, so that batch runs it

COMMANDS = {
    "init": AT_ONCE,
    "demo": AT_ONCE,
    "check": DISTRICT,
    "duty": DISTRICT,
    "quota": DISTRICT,
    "allocate": DISTRICT,
    "simulate": DISTRICT,
    "posts": DISTRICT,
    "assess": LONG,
    "payroll": DISTRICT,
    "fund": DISTRICT,
    "primary": DISTRICT,
    "village": DISTRICT,
    "train": DISTRICT,
    "certify": DISTRICT,
    "effect": DISTRICT,
    "targets": DISTRICT,
    "report": DISTRICT,
    "compare": LONG,
    "explain": AT_ONCE,
    "policy": AT_ONCE,
    "verify": LONG,
    "batch": LONG,
    "rollup": LONG,
    "doctor": LONG,
}
OF_A_DISTRICT = tuple(name for name, kind in COMMANDS.items() if kind == DISTRICT)
