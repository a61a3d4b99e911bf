"""When do billions of copies of a human-level model become affordable?"""

__version__ = "0.1.0"
