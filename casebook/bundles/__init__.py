"""What leaves the casebook: selecting, withholding, writing, sealing and checking bundles."""
