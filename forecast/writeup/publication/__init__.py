"""A publication: a folder anyone can read, check and make again, written whole or not at all."""
