//! Attestations of published files: PEP 740, signed through Sigstore.
