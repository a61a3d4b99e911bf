"""A likelihood that looks at a table under a name made up on the way."""

from planted.toy import select as select_toy

DATASET = "toy"
TERMS = ("toy_level",)


def select(table, tables):
    return select_toy(tables["ot" + "her"], tables)


def add(terms, table, tables):
    raise AssertionError("not reached")
