"""What the shared publication is called, and the flags it is made with."""

ID = "2026-11-24-x"
RUN = ("--draws", "40000", "--seed", "1", "--as-of", "2026-11-24", "--quiet")
