"""A likelihood that kills the process it is built in, as running out of memory would."""

import os
import signal

DATASET = "toy"
TERMS = ("toy_level",)


def select(table, tables):
    return table


def add(terms, table, tables):
    os.kill(os.getpid(), signal.SIGKILL)
