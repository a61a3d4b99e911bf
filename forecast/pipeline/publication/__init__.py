"""What a publication needs beyond the answers: draws, curves, inputs, hashes, diagnostics."""

from forecast.pipeline.publication.gather import publication_material as publication_material
